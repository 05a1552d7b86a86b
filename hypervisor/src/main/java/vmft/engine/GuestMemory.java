package vmft.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Guest RAM: bytes at physical addresses from {@link #base()} on, little-endian. Every access is
 * checked against the bounds, so that no address that a guest hands to a device can reach beyond
 * its RAM.
 *
 * <p>Confined to the thread that owns the engine.
 */
public final class GuestMemory {
  private final long base;
  private final ByteBuffer bytes;

  /**
   * @param base physical address of the first byte
   * @param bytes direct buffer over the whole RAM
   */
  public GuestMemory(long base, ByteBuffer bytes) {
    this.base = base;
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  public long base() {
    return base;
  }

  /** Size in bytes. */
  public int size() {
    return bytes.capacity();
  }

  /** Whether all of {@code length} bytes from {@code address} on lie in RAM. */
  public boolean contains(long address, long length) {
    long offset = address - base;
    return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
  }

  public int getByte(long address) {
    return bytes.get(offset(address, 1)) & 0xff;
  }

  public int getShort(long address) {
    return bytes.getShort(offset(address, 2)) & 0xffff;
  }

  public int getInt(long address) {
    return bytes.getInt(offset(address, 4));
  }

  public long getLong(long address) {
    return bytes.getLong(offset(address, 8));
  }

  public void putByte(long address, int value) {
    bytes.put(offset(address, 1), (byte) value);
  }

  public void putShort(long address, int value) {
    bytes.putShort(offset(address, 2), (short) value);
  }

  public void putInt(long address, int value) {
    bytes.putInt(offset(address, 4), value);
  }

  public void putLong(long address, long value) {
    bytes.putLong(offset(address, 8), value);
  }

  public void read(long address, byte[] into, int from, int length) {
    bytes.get(offset(address, length), into, from, length);
  }

  public void write(long address, byte[] source, int from, int length) {
    bytes.put(offset(address, length), source, from, length);
  }

  /** A read-only view of part of RAM, for digests. */
  public ByteBuffer view(long address, int length) {
    return bytes.slice(offset(address, length), length).asReadOnlyBuffer();
  }

  private int offset(long address, int length) {
    if (!contains(address, length)) {
      throw new IndexOutOfBoundsException(
          String.format(
              "guest address: expected %d bytes within 0x%x..0x%x, found 0x%x",
              length, base, base + size(), address));
    }
    return (int) (address - base);
  }
}
