package vmft.device;

import java.io.ByteArrayOutputStream;

/** Packs a device's state into bytes, big-endian, in an order that {@link StateReader} repeats. */
public final class StateWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public StateWriter putBoolean(boolean value) {
    bytes.write(value ? 1 : 0);
    return this;
  }

  public StateWriter putInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.write(value >>> shift);
    }
    return this;
  }

  public StateWriter putLong(long value) {
    return putInt((int) (value >>> 32)).putInt((int) value);
  }

  public StateWriter putInts(int[] values) {
    for (int value : values) {
      putInt(value);
    }
    return this;
  }

  /** The bytes alone; their number is the reader's to know. */
  public StateWriter putBytes(byte[] values) {
    bytes.writeBytes(values);
    return this;
  }

  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
