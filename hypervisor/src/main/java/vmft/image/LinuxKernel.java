package vmft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import vmft.image.GuestImage.Segment;

/**
 * A Linux kernel {@code Image} for RISC-V, as the kernel's
 * Documentation/arch/riscv/boot-image-header describes its header.
 */
final class LinuxKernel {
  private static final int LOAD_OFFSET = 0x08;
  private static final int MEMORY_BYTES = 0x10;
  private static final int FLAGS = 0x18;
  private static final int MAGIC_AT = 0x38;
  private static final int HEADER_BYTES = 0x40;

  /** The characters {@code RSC} and 5. */
  private static final int MAGIC = 0x0543_5352;

  private static final int BIG_ENDIAN = 1;

  /** Where a 32-bit kernel wants to lie, from the start of RAM; a 64-bit one says 2 MiB. */
  private static final long OFFSET_32_BIT = 4 << 20;

  private final String name;
  private final ByteBuffer file;
  private final RamRange ram;

  LinuxKernel(String name, ByteBuffer file, RamRange ram) {
    this.name = name;
    this.file = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.ram = ram;
  }

  static boolean isLinux(ByteBuffer file) {
    return file.remaining() >= HEADER_BYTES
        && file.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC_AT) == MAGIC;
  }

  GuestImage toGuestImage(String sha256) throws BadImageException {
    long offset = file.getLong(LOAD_OFFSET);
    check((file.getLong(FLAGS) & BIG_ENDIAN) == 0, "a little-endian kernel", "a big-endian one");
    check(offset != OFFSET_32_BIT, "a 64-bit kernel", "a 32-bit one (load offset 4 MiB)");
    long whole = EfiStub.fileBytes(file);
    check(
        whole <= file.remaining(),
        "a kernel of " + whole + " bytes",
        "one that is cut off after " + file.remaining());
    long wanted = file.getLong(MEMORY_BYTES);
    long bytes = wanted < 0 ? Long.MAX_VALUE : Math.max(wanted, file.remaining());
    if (!ram.contains(ram.base() + offset, bytes)) {
      throw new BadImageException(
          name,
          String.format(
              "expected room for its %d MiB from 0x%x on, found RAM %s; give the machine more memory",
              (bytes >> 20) + 1, ram.base() + offset, ram));
    }
    Segment segment = new Segment(ram.base() + offset, file.slice(), bytes);
    // A kernel built for machine mode lies at the start of RAM.
    Start start = offset == 0 ? Start.MACHINE : Start.SUPERVISOR;
    return new GuestImage(name, segment.address(), List.of(segment), sha256, start);
  }

  private void check(boolean holds, String expected, String found) throws BadImageException {
    if (!holds) {
      throw new BadImageException(name, "expected " + expected + ", found " + found);
    }
  }
}
