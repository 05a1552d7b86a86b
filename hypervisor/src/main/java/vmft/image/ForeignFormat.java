package vmft.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * File formats that people hand over by mistake, by their first bytes. A flat binary has no magic
 * number of its own, so it is known by what it is not.
 */
enum ForeignFormat {
  ARM64_LINUX(0x38, "41524d64", "a Linux kernel for arm64"),
  X86_LINUX(0x202, "48647253", "a Linux kernel for x86"),
  SCRIPT(0, "2321", "a script"),
  GZIP(0, "1f8b", "gzip data; unpack it first"),
  XZ(0, "fd377a585a00", "xz data; unpack it first"),
  ZSTD(0, "28b52ffd", "zstd data; unpack it first"),
  BZIP2(0, "425a68", "bzip2 data; unpack it first"),
  ZIP(0, "504b0304", "a zip or jar file"),
  PE(0, "4d5a", "a Windows or EFI program"),
  U_BOOT(0, "27051956", "a U-Boot image; extract the program first"),
  ARCHIVE(0, "213c617263683e0a", "an object archive; link it first"),
  DEVICE_TREE(0, "d00dfeed", "a device tree"),
  QCOW(0, "514649fb", "a disk image"),
  MACH_O(0, "cffaedfe", "a macOS program"),
  JAVA_CLASS(0, "cafebabe", "a Java class or macOS program"),
  PNG(0, "89504e47", "a picture");

  private static final int SAMPLE_BYTES = 512;

  private final int offset;

  /** In hexadecimal digits. */
  private final String magic;

  private final String description;

  ForeignFormat(int offset, String magic, String description) {
    this.offset = offset;
    this.magic = magic;
    this.description = description;
  }

  /** What the file is, if it is clearly no machine code for RISC-V. */
  static Optional<String> of(ByteBuffer file) {
    for (ForeignFormat format : values()) {
      if (format.matches(file)) {
        return Optional.of(format.description);
      }
    }
    if (isText(file)) {
      return Optional.of("text");
    }
    return startsWithoutInstruction(file)
        ? Optional.of("data that does not begin with an instruction")
        : Optional.empty();
  }

  private boolean matches(ByteBuffer file) {
    byte[] found = new byte[magic.length() / 2];
    if (file.remaining() < offset + found.length) {
      return false;
    }
    file.duplicate().position(file.position() + offset).get(found);
    return HexFormat.of().formatHex(found).equals(magic);
  }

  private static boolean isText(ByteBuffer file) {
    byte[] sample = new byte[Math.min(SAMPLE_BYTES, file.remaining())];
    file.duplicate().get(sample);
    return new String(sample, StandardCharsets.ISO_8859_1)
        .chars()
        .allMatch(c -> c >= ' ' && c <= '~' || Character.isWhitespace(c));
  }

  /** Sixteen zeros or ones are illegal instructions by definition; a shorter file holds none. */
  private static boolean startsWithoutInstruction(ByteBuffer file) {
    if (file.remaining() < Short.BYTES) {
      return true;
    }
    short first = file.getShort(file.position());
    return first == 0 || first == -1;
  }
}
