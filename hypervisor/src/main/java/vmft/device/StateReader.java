package vmft.device;

import java.nio.ByteBuffer;

/** Unpacks what a {@link StateWriter} packed. Too few bytes: {@code BufferUnderflowException}. */
public final class StateReader {
  private final ByteBuffer bytes;

  public StateReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  public boolean getBoolean() {
    return bytes.get() != 0;
  }

  public int getInt() {
    return bytes.getInt();
  }

  public long getLong() {
    return bytes.getLong();
  }

  public void getInts(int[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = bytes.getInt();
    }
  }

  public void getBytes(byte[] into) {
    bytes.get(into);
  }

  /** Bytes not yet read. */
  public int remaining() {
    return bytes.remaining();
  }
}
