package vmft.device.virtio;

/** Bits of the device status field (§2.1). */
final class DeviceStatus {
  static final int DRIVER_OK = 0x04;
  static final int FEATURES_OK = 0x08;
  static final int NEEDS_RESET = 0x40;

  private DeviceStatus() {}
}
