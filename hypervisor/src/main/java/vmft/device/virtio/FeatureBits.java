package vmft.device.virtio;

import vmft.device.Halves;
import vmft.device.StateReader;
import vmft.device.StateWriter;

/** The features that a device offers and those that its driver accepts, read by halves (§4.2.2). */
final class FeatureBits {
  private static final long VERSION_1 = 1L << 32;

  private final long offered;
  private long accepted;
  private int deviceSelect;
  private int driverSelect;

  /**
   * @param ofFunction bits of the device type; those of the transport are added
   */
  FeatureBits(long ofFunction) {
    offered = ofFunction | VERSION_1;
  }

  void selectDevice(long half) {
    deviceSelect = (int) half;
  }

  void selectDriver(long half) {
    driverSelect = (int) half;
  }

  /** The selected half of what is offered. */
  long offered() {
    return switch (deviceSelect) {
      case 0 -> Halves.low(offered);
      case 1 -> Halves.high(offered);
      default -> 0;
    };
  }

  /** Sets the selected half of what the driver accepts. */
  void accept(long half) {
    if (driverSelect == 0) {
      accepted = Halves.withLow(accepted, half);
    } else if (driverSelect == 1) {
      accepted = Halves.withHigh(accepted, half);
    }
  }

  /** Whether the driver accepts only what is offered, and no device older than version 1. */
  boolean acceptable() {
    return (accepted & ~offered) == 0 && (accepted & VERSION_1) != 0;
  }

  void reset() {
    accepted = 0;
    deviceSelect = 0;
    driverSelect = 0;
  }

  void save(StateWriter out) {
    out.putLong(accepted).putInt(deviceSelect).putInt(driverSelect);
  }

  void restore(StateReader in) {
    accepted = in.getLong();
    deviceSelect = in.getInt();
    driverSelect = in.getInt();
  }
}
