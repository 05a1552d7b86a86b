package vmft.demo.linux;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One direction of a TCP connection as an onlooker puts it together: bytes that he sees again must
 * be the same bytes, whoever sends them. Confined to one thread.
 */
public final class SeenStream {
  /** What lies further from what was seen first is of another connection. */
  private static final int MAX_BYTES = 1 << 28;

  private final BitSet seen = new BitSet();
  private byte[] bytes = new byte[1 << 16];
  private boolean begun;
  private int base;
  private long repeated;
  private long contradictions;
  private int strays;

  /**
   * Sees a segment.
   *
   * @param sequence number of its first byte
   */
  void see(int sequence, byte[] payload) {
    if (payload.length == 0) {
      return;
    }
    if (!begun) {
      begun = true;
      base = sequence;
    }
    int at = sequence - base;
    if (at < 0 || at > MAX_BYTES - payload.length) {
      strays++;
      return;
    }
    if (at + payload.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + payload.length));
    }
    for (int i = 0; i < payload.length; i++) {
      see(at + i, payload[i]);
    }
  }

  private void see(int at, byte value) {
    if (seen.get(at)) {
      repeated++;
      contradictions += bytes[at] == value ? 0 : 1;
    } else {
      seen.set(at);
      bytes[at] = value;
    }
  }

  /** Different bytes, seen once or more. */
  public long distinct() {
    return seen.cardinality();
  }

  /** Bytes seen again. */
  public long repeated() {
    return repeated;
  }

  /** Bytes that were different when seen again. */
  public long contradictions() {
    return contradictions;
  }

  /** Bytes before the last one that nobody has seen. */
  public long missing() {
    return seen.length() - distinct();
  }

  /** Segments that do not belong to the stream. */
  public int strays() {
    return strays;
  }
}
