package vmft.device.virtio;

import vmft.device.ConsoleInput;
import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.InterruptLine;
import vmft.device.Outlet;

/** A console: what the guest writes goes out, what is typed comes in as events. */
public final class VirtioConsole implements ConsoleInput {
  private final ConsoleFunction function;
  private final VirtioMmio transport;

  public VirtioConsole(InterruptLine interrupt, Dma dma, Outlet outlet) {
    function = new ConsoleFunction(dma, outlet);
    transport = new VirtioMmio(function, interrupt);
  }

  /** What the guest sees. */
  public Device transport() {
    return transport;
  }

  @Override
  public boolean acceptsInput() {
    return transport.live() && function.hasReceiveBuffer();
  }

  @Override
  public void receive(int value) {
    if (!acceptsInput()) {
      throw new IllegalStateException("console input: expected a receive buffer, found none");
    }
    transport.perform(() -> function.receive(value));
  }
}
