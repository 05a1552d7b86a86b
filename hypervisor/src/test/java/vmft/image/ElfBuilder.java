package vmft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds an ELF file of one segment, right or wrong in one field at a time. */
final class ElfBuilder {
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  static final int DATA = HEADER + PROGRAM_HEADER;

  private final ByteBuffer file;

  ElfBuilder(long address, byte[] code) {
    file = ByteBuffer.allocate(DATA + code.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x464c_457f).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
    file.putShort(16, (short) 2).putShort(18, (short) 243).putInt(20, 1);
    file.putLong(24, address).putLong(32, HEADER);
    file.putShort(52, (short) HEADER);
    file.putShort(54, (short) PROGRAM_HEADER).putShort(56, (short) 1);
    file.putInt(HEADER, 1).putInt(HEADER + 4, 7).putLong(HEADER + 8, DATA);
    file.putLong(HEADER + 16, address).putLong(HEADER + 24, address);
    file.putLong(HEADER + 32, code.length).putLong(HEADER + 40, code.length);
    file.put(DATA, code);
  }

  ElfBuilder octet(int offset, int value) {
    file.put(offset, (byte) value);
    return this;
  }

  ElfBuilder half(int offset, int value) {
    file.putShort(offset, (short) value);
    return this;
  }

  ElfBuilder entry(long address) {
    file.putLong(24, address);
    return this;
  }

  ElfBuilder segmentType(int type) {
    file.putInt(HEADER, type);
    return this;
  }

  ElfBuilder fileOffset(long offset) {
    file.putLong(HEADER + 8, offset);
    return this;
  }

  ElfBuilder virtualAddress(long address) {
    file.putLong(HEADER + 16, address);
    return this;
  }

  ElfBuilder fileBytes(long bytes) {
    file.putLong(HEADER + 32, bytes);
    return this;
  }

  ElfBuilder memoryBytes(long bytes) {
    file.putLong(HEADER + 40, bytes);
    return this;
  }

  byte[] build() {
    return file.array();
  }
}
