package vmft.console;

import java.util.Arrays;

/** The last bytes of a console's output, by their numbers since power-on. */
public final class ConsoleHistory {
  /** Some thousand lines: the boot of a kernel fits. */
  public static final int CAPACITY = 256 << 10;

  private final byte[] ring = new byte[CAPACITY];
  private long end;

  public void append(byte[] bytes) {
    int skipped = Math.max(0, bytes.length - CAPACITY);
    end += skipped;
    for (int from = skipped; from < bytes.length; ) {
      int at = (int) (end % CAPACITY);
      int count = Math.min(bytes.length - from, CAPACITY - at);
      System.arraycopy(bytes, from, ring, at, count);
      from += count;
      end += count;
    }
  }

  /** Number of the oldest byte that is kept. */
  public long start() {
    return Math.max(0, end - CAPACITY);
  }

  /** Number of the next byte to come. */
  public long end() {
    return end;
  }

  /**
   * @param from between {@link #start} and {@link #end}
   * @return at most {@code most} bytes from there on, none at the end
   */
  public byte[] read(long from, int most) {
    if (from < start() || from > end) {
      throw new IllegalArgumentException(
          "console history: expected " + start() + ".." + end + ", found " + from);
    }
    int at = (int) (from % CAPACITY);
    int count = (int) Math.min(Math.min(most, end - from), CAPACITY - at);
    return Arrays.copyOfRange(ring, at, at + count);
  }
}
