package vmft.image;

import java.nio.ByteBuffer;

/**
 * The second header of a Linux kernel that is an EFI program as well (Microsoft's PE format):
 * unlike the first it says where the file ends.
 */
final class EfiStub {
  private static final int HEADER_AT = 0x3c;
  private static final int SIGNATURE = 0x4550;
  private static final int SECTION_COUNT = 6;
  private static final int OPTIONAL_HEADER_BYTES = 20;
  private static final int OPTIONAL_HEADER = 24;

  private static final int SECTION_BYTES = 40;
  private static final int RAW_BYTES = 16;
  private static final int RAW_OFFSET = 20;

  private EfiStub() {}

  /**
   * How many bytes the file has when it is whole, as far as it is known; 0 for a kernel without
   * this header.
   *
   * @param kernel a Linux kernel, little-endian
   */
  static long fileBytes(ByteBuffer kernel) {
    long header = kernel.getInt(HEADER_AT) & 0xffff_ffffL;
    if (!holds(kernel, header, OPTIONAL_HEADER) || kernel.getInt((int) header) != SIGNATURE) {
      return 0;
    }
    int sections = kernel.getShort((int) header + SECTION_COUNT) & 0xffff;
    int optional = kernel.getShort((int) header + OPTIONAL_HEADER_BYTES) & 0xffff;
    long table = header + OPTIONAL_HEADER + optional;
    long end = table + (long) sections * SECTION_BYTES;
    for (int i = 0; i < sections && holds(kernel, table, SECTION_BYTES); i++) {
      end = Math.max(end, word(kernel, table + RAW_OFFSET) + word(kernel, table + RAW_BYTES));
      table += SECTION_BYTES;
    }
    return end;
  }

  private static boolean holds(ByteBuffer kernel, long offset, int bytes) {
    return offset + bytes <= kernel.limit();
  }

  private static long word(ByteBuffer kernel, long offset) {
    return kernel.getInt((int) offset) & 0xffff_ffffL;
  }
}
