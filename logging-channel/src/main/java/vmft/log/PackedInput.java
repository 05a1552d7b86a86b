package vmft.log;

import java.util.Arrays;

/** Reads what {@link PackedOutput} wrote; says where and what when the bytes make no sense. */
final class PackedInput {
  private final byte[] bytes;
  private int position;

  PackedInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  boolean hasMore() {
    return position < bytes.length;
  }

  int getByte(String what) throws MalformedLogException {
    require(1, what);
    return bytes[position++] & 0xff;
  }

  long getFixed(int length, String what) throws MalformedLogException {
    require(length, what);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << Byte.SIZE | (bytes[position++] & 0xff);
    }
    return value;
  }

  long getVarint(String what) throws MalformedLogException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = getByte(what);
      if (shift == 63 && next > 1) {
        break;
      }
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw malformed(what + ": expected a varint of at most 64 bits, found a longer one");
  }

  long getZigzag(String what) throws MalformedLogException {
    long value = getVarint(what);
    return (value >>> 1) ^ -(value & 1);
  }

  /** A varint that is a length or a number of things: 0 to {@code bound}. */
  int getBounded(int bound, String what) throws MalformedLogException {
    long value = getVarint(what);
    if (value < 0 || value > bound) {
      throw malformed(
          what + ": expected at most " + bound + ", found " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  byte[] getBytes(int bound, String what) throws MalformedLogException {
    int length = getBounded(bound, what + " length");
    require(length, what);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  MalformedLogException malformed(String problem) {
    return new MalformedLogException("log entries, byte " + position + ": " + problem);
  }

  private void require(int length, String what) throws MalformedLogException {
    int left = bytes.length - position;
    if (left < length) {
      throw malformed(what + ": expected " + length + " more bytes, found " + left);
    }
  }
}
