package vmft.log;

import java.util.Arrays;

/** A growing byte array with the few number formats of the packed form. Big-endian. */
final class PackedOutput {
  private static final int INITIAL_BYTES = 1024;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  int size() {
    return size;
  }

  byte[] takeAll() {
    byte[] all = Arrays.copyOf(bytes, size);
    size = 0;
    return all;
  }

  void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void putFixed(long value, int length) {
    reserve(length);
    for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Seven bits a byte, lowest first; the top bit of a byte says that another follows. */
  void putVarint(long value) {
    reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A varint in which small negative numbers are short too. */
  void putZigzag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putBytes(byte[] data) {
    putVarint(data.length);
    reserve(data.length);
    System.arraycopy(data, 0, bytes, size, data.length);
    size += data.length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
