package vmft.image;

import java.nio.ByteBuffer;

/** Recognizes a flattened device tree (Devicetree Specification 0.4, chapter 5). */
final class FlattenedTree {
  private static final int MAGIC = 0xd00d_feed;
  private static final int TOTAL_SIZE = 4;
  private static final int VERSION = 20;
  private static final int LAST_COMPATIBLE = 24;
  private static final int HEADER_BYTES = 40;
  private static final int KNOWN_VERSION = 17;

  /** Firmware adds to it in place, so the 64 KiB at the top of RAM are not filled. */
  private static final int MAX_BYTES = 48 << 10;

  private FlattenedTree() {}

  static void check(String name, byte[] file) throws BadImageException {
    ByteBuffer tree = ByteBuffer.wrap(file);
    if (file.length < HEADER_BYTES || tree.getInt(0) != MAGIC) {
      throw new BadImageException(
          name,
          "expected a flattened device tree (.dtb), found something else; compile it with dtc");
    }
    if (tree.getInt(TOTAL_SIZE) < HEADER_BYTES || tree.getInt(TOTAL_SIZE) > file.length) {
      throw new BadImageException(
          name, "expected a whole device tree, found one that is cut off or damaged");
    }
    if (file.length > MAX_BYTES) {
      throw new BadImageException(
          name, "expected a device tree of at most " + MAX_BYTES + " bytes, found " + file.length);
    }
    if (tree.getInt(LAST_COMPATIBLE) > KNOWN_VERSION || tree.getInt(VERSION) < KNOWN_VERSION - 1) {
      throw new BadImageException(
          name, "expected a device tree of version 17, found version " + tree.getInt(VERSION));
    }
  }
}
