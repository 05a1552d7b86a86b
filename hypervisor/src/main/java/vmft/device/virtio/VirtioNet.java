package vmft.device.virtio;

import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.InterruptLine;
import vmft.device.Outlet;

/** A network card: frames of the guest go out as outputs, frames from outside come as events. */
public final class VirtioNet {
  private final NetFunction function;
  private final VirtioMmio transport;

  /**
   * @param mac the card's address, 6 bytes, first on the wire first
   */
  public VirtioNet(InterruptLine interrupt, Dma dma, Outlet outlet, byte[] mac) {
    function = new NetFunction(dma, outlet, mac);
    transport = new VirtioMmio(function, interrupt);
  }

  /** What the guest sees. */
  public Device transport() {
    return transport;
  }

  /** Whether a frame that arrived now would find a receive buffer. */
  public boolean acceptsFrame() {
    return transport.live() && function.hasReceiveBuffer();
  }

  /**
   * A frame arrives: it is copied to a receive buffer and the interrupt is raised (R2.5).
   *
   * @throws IllegalStateException if there is no receive buffer
   */
  public void receive(byte[] frame) {
    if (!acceptsFrame()) {
      throw new IllegalStateException("frame: expected a receive buffer, found none");
    }
    transport.perform(() -> function.receive(frame));
  }
}
