package vmft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The named places of an ELF file, for tools that watch a guest's memory from outside. */
public final class ElfSymbols {
  private static final int SECTION_HEADER_BYTES = 64;
  private static final int SYMBOL_BYTES = 24;
  private static final int SHT_SYMTAB = 2;
  private static final int PT_LOAD = 1;

  private record Section(
      int nameOffset, int type, long address, long offset, long size, int link) {}

  private final String name;
  private final ByteBuffer file;
  private final List<Section> sections = new ArrayList<>();
  private int sectionNames;

  private ElfSymbols(String name, byte[] file) {
    this.name = name;
    this.file = ByteBuffer.wrap(file).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the tables of a file that {@link GuestImage#parse} has accepted as an ELF file.
   *
   * @param name of the file, for messages
   */
  public static ElfSymbols of(String name, byte[] file) throws BadImageException {
    ElfSymbols symbols = new ElfSymbols(name, file);
    try {
      symbols.readSections();
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw symbols.damaged();
    }
    return symbols;
  }

  private BadImageException damaged() {
    return new BadImageException(
        name, "expected section headers and symbols within the file, found one that is damaged");
  }

  private void readSections() {
    int table = Math.toIntExact(file.getLong(40));
    int count = table == 0 ? 0 : file.getShort(60) & 0xffff;
    sectionNames = file.getShort(62) & 0xffff;
    for (int i = 0; i < count; i++) {
      int header = table + i * SECTION_HEADER_BYTES;
      sections.add(
          new Section(
              file.getInt(header),
              file.getInt(header + 4),
              file.getLong(header + 16),
              file.getLong(header + 24),
              file.getLong(header + 32),
              file.getInt(header + 40)));
    }
  }

  /**
   * Physical address of the symbol or, where the file has no such symbol, of the section of that
   * name behind a dot.
   */
  public OptionalLong find(String wanted) throws BadImageException {
    try {
      OptionalLong symbol = symbol(wanted);
      OptionalLong found = symbol.isPresent() ? symbol : section("." + wanted);
      return found.isPresent() ? OptionalLong.of(physical(found.getAsLong())) : found;
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw damaged();
    }
  }

  private OptionalLong symbol(String wanted) {
    for (Section table : sections) {
      if (table.type == SHT_SYMTAB) {
        OptionalLong found = symbol(table, sections.get(table.link), wanted);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong symbol(Section table, Section names, String wanted) {
    for (long at = 0; at + SYMBOL_BYTES <= table.size; at += SYMBOL_BYTES) {
      int symbol = Math.toIntExact(table.offset + at);
      if (isNamed(names, file.getInt(symbol), wanted)) {
        return OptionalLong.of(file.getLong(symbol + 8));
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong section(String wanted) {
    return sections.stream()
        .filter(section -> isNamed(sections.get(sectionNames), section.nameOffset, wanted))
        .mapToLong(Section::address)
        .findFirst();
  }

  private boolean isNamed(Section names, int nameOffset, String wanted) {
    byte[] bytes = wanted.getBytes(StandardCharsets.US_ASCII);
    int start = Math.toIntExact(names.offset + nameOffset);
    for (int i = 0; i < bytes.length; i++) {
      if (file.get(start + i) != bytes[i]) {
        return false;
      }
    }
    return file.get(start + bytes.length) == 0;
  }

  /** By the segment that loads it. */
  private long physical(long virtual) {
    int table = Math.toIntExact(file.getLong(32));
    int count = file.getShort(56) & 0xffff;
    for (int i = 0; i < count; i++) {
      int header = table + i * (file.getShort(54) & 0xffff);
      long offset = virtual - file.getLong(header + 16);
      if (file.getInt(header) == PT_LOAD && offset >= 0 && offset < file.getLong(header + 40)) {
        return file.getLong(header + 24) + offset;
      }
    }
    return virtual;
  }
}
