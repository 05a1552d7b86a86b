package vmft.device.virtio;

import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.InterruptLine;

/** A source of random bytes, which come from outside as events. */
public final class VirtioRng {
  private final RngFunction function;
  private final VirtioMmio transport;

  public VirtioRng(InterruptLine interrupt, Dma dma) {
    function = new RngFunction(dma);
    transport = new VirtioMmio(function, interrupt);
  }

  /** What the guest sees. */
  public Device transport() {
    return transport;
  }

  /** Bytes that the oldest request waits for; 0 for none. */
  public int bytesWanted() {
    return transport.live() ? function.wanted() : 0;
  }

  /**
   * Random bytes arrive for the oldest request.
   *
   * @throws IllegalStateException if nobody has asked for that many
   */
  public void supply(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > bytesWanted()) {
      throw new IllegalStateException(
          "random bytes: expected 1.." + bytesWanted() + " bytes, found " + bytes.length);
    }
    transport.perform(() -> function.supply(bytes));
  }
}
