package vmft.device.virtio;

import vmft.device.Device;
import vmft.device.StateReader;
import vmft.device.StateWriter;

/**
 * A transport with no device behind it, as QEMU's board has them: a driver that probes finds device
 * type 0 and goes away.
 */
public final class EmptyVirtioSlot implements Device {

  @Override
  public long read(int offset, int size) {
    if (size != 4) {
      return 0;
    }
    return switch (offset) {
      case MmioRegister.MAGIC_VALUE -> MmioRegister.MAGIC;
      case MmioRegister.VERSION -> MmioRegister.VERSION_2;
      case MmioRegister.VENDOR_ID -> MmioRegister.VENDOR;
      default -> 0;
    };
  }

  @Override
  public void write(int offset, int size, long value) {}

  @Override
  public void reset() {}

  @Override
  public void save(StateWriter out) {}

  @Override
  public void restore(StateReader in) {}
}
