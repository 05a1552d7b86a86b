package vmft.device.virtio;

import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.InterruptLine;
import vmft.device.disk.Disk;

/** A disk. Everything that it does follows from the machine's state. */
public final class VirtioBlock {
  private final VirtioMmio transport;

  public VirtioBlock(InterruptLine interrupt, Dma dma, Disk disk) {
    transport = new VirtioMmio(new BlockFunction(dma, disk), interrupt);
  }

  /** What the guest sees. */
  public Device transport() {
    return transport;
  }
}
