package vmft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import vmft.image.GuestImage.Segment;

/** An ELF file: a statically linked RISC-V 64 program with physical load addresses in RAM. */
final class ElfImage {
  private static final int MAGIC = 0x464c_457f;
  private static final int HEADER_BYTES = 64;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int TYPE_EXECUTABLE = 2;
  private static final int TYPE_SHARED = 3;
  private static final int MACHINE_RISCV = 243;
  private static final int PROGRAM_HEADER_BYTES = 56;
  private static final int PT_LOAD = 1;
  private static final int PT_INTERP = 3;

  private final String name;
  private final ByteBuffer file;
  private final RamRange ram;
  private final List<Segment> segments = new ArrayList<>();
  private long entry;
  private boolean entryLoaded;

  ElfImage(String name, ByteBuffer file, RamRange ram) {
    this.name = name;
    this.file = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.ram = ram;
  }

  static boolean isElf(ByteBuffer file) {
    return file.remaining() >= Integer.BYTES
        && file.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(0) == MAGIC;
  }

  GuestImage toGuestImage(String sha256) throws BadImageException {
    checkHeader();
    readProgramHeaders();
    if (segments.isEmpty()) {
      throw bad("expected a linked program, found an ELF file with nothing to load");
    }
    if (!entryLoaded) {
      throw bad("expected the entry point within a segment, found 0x%x", file.getLong(24));
    }
    return new GuestImage(name, entry, segments, sha256);
  }

  private void checkHeader() throws BadImageException {
    require(file.limit() >= HEADER_BYTES, "a whole ELF header", "a file that ends in it");
    require(file.get(4) == CLASS_64, "a 64-bit ELF file", "one of class " + file.get(4));
    require(
        file.get(5) == LITTLE_ENDIAN,
        "a little-endian ELF file",
        "one of data encoding " + file.get(5));
    int machine = file.getShort(18) & 0xffff;
    require(
        machine == MACHINE_RISCV,
        "an ELF file for RISC-V (machine 243)",
        "one for " + machineName(machine));
    int type = file.getShort(16) & 0xffff;
    require(
        type == TYPE_EXECUTABLE || type == TYPE_SHARED,
        "a linked ELF program",
        "an ELF file of type " + type + (type == 1 ? ", an object file; link it first" : ""));
  }

  private static String machineName(int machine) {
    return switch (machine) {
      case 3 -> "x86 (machine 3)";
      case 40 -> "ARM (machine 40)";
      case 62 -> "x86-64 (machine 62)";
      case 183 -> "AArch64 (machine 183)";
      default -> "machine " + machine;
    };
  }

  private void readProgramHeaders() throws BadImageException {
    long table = file.getLong(32);
    int entryBytes = file.getShort(54) & 0xffff;
    int count = file.getShort(56) & 0xffff;
    require(
        count == 0 || entryBytes == PROGRAM_HEADER_BYTES,
        "program headers of 56 bytes",
        "of " + entryBytes);
    require(
        inFile(table, (long) count * PROGRAM_HEADER_BYTES),
        "the program headers within the file",
        "a file that is cut off");
    for (int i = 0; i < count; i++) {
      readProgramHeader((int) table + i * PROGRAM_HEADER_BYTES);
    }
  }

  private void readProgramHeader(int header) throws BadImageException {
    int type = file.getInt(header);
    require(
        type != PT_INTERP,
        "a program for the bare machine",
        "one that needs an operating system's dynamic linker");
    if (type == PT_LOAD && file.getLong(header + 40) != 0) {
      load(header);
    }
  }

  private void load(int header) throws BadImageException {
    long offset = file.getLong(header + 8);
    long virtual = file.getLong(header + 16);
    long physical = file.getLong(header + 24);
    long fileBytes = file.getLong(header + 32);
    long memoryBytes = file.getLong(header + 40);
    require(
        inFile(offset, fileBytes) && Long.compareUnsigned(fileBytes, memoryBytes) <= 0,
        "each segment's bytes within the file",
        "a file that is cut off or damaged");
    if (!ram.contains(physical, memoryBytes)) {
      throw bad(
          "expected segments within RAM %s, found %d bytes at 0x%x; %s",
          ram,
          memoryBytes,
          physical,
          physical < ram.base() ? "link it for that address" : "give the machine more memory");
    }
    ByteBuffer data = file.slice((int) offset, (int) fileBytes);
    segments.add(new Segment(physical, data, memoryBytes));
    long entryOffset = file.getLong(24) - virtual;
    if (entryOffset >= 0 && entryOffset < memoryBytes) {
      entry = physical + entryOffset;
      entryLoaded = true;
    }
  }

  private boolean inFile(long offset, long bytes) {
    return offset >= 0 && bytes >= 0 && offset <= file.limit() && bytes <= file.limit() - offset;
  }

  private void require(boolean holds, String expected, String found) throws BadImageException {
    if (!holds) {
      throw bad("expected %s, found %s", expected, found);
    }
  }

  private BadImageException bad(String format, Object... values) {
    return new BadImageException(name, String.format(format, values));
  }
}
