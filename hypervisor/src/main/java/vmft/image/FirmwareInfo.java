package vmft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What OpenSBI's {@code fw_dynamic} is told of the stage behind it: {@code struct fw_dynamic_info}
 * of its {@code include/sbi/fw_dynamic.h}, as QEMU hands it over.
 */
final class FirmwareInfo {
  /** The characters {@code OSBI}. */
  private static final long MAGIC = 0x4942_534f;

  private static final long VERSION = 2;
  private static final long SUPERVISOR_MODE = 1;
  private static final long NO_OPTIONS = 0;
  private static final long BOOT_HART = 0;

  private FirmwareInfo() {}

  /**
   * @param next physical address of the next stage's first instruction; 0 for no next stage
   */
  static ByteBuffer of(long next) {
    return ByteBuffer.allocate(6 * Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(MAGIC)
        .putLong(VERSION)
        .putLong(next)
        .putLong(SUPERVISOR_MODE)
        .putLong(NO_OPTIONS)
        .putLong(BOOT_HART)
        .flip();
  }
}
