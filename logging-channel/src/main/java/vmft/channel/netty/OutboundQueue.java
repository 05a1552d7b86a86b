package vmft.channel.netty;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The account of bytes on their way to the operating system. Any thread adds; the network thread
 * removes.
 */
final class OutboundQueue {
  /**
   * From here on the sender should wait: one of the longest frames, or some 20,000 batches of an
   * idle guest. More would only add to the time for which an output waits for its acknowledgement.
   */
  static final int FULL_AT_BYTES = 1 << 20;

  /** When it has drained to this, the sender may go on; half, so that it does not go on and off. */
  static final int WRITABLE_AT_BYTES = FULL_AT_BYTES / 2;

  /**
   * More is never kept. A sender that honours "full" stays far below it, as a primary is bounded by
   * what is not acknowledged besides; beyond it something is broken, and memory matters more.
   */
  static final int MAX_BYTES = 32 << 20;

  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean full;

  /** Accounts for a frame before it is handed over; false if it would be too much. */
  boolean add(int length) {
    long queued = bytes.addAndGet(length);
    if (queued >= FULL_AT_BYTES) {
      full = true;
    }
    return queued <= MAX_BYTES;
  }

  /** A frame is on its way or lost; true if the queue is full no longer because of it. */
  boolean remove(int length) {
    long queued = bytes.addAndGet(-length);
    boolean relieved = full && queued <= WRITABLE_AT_BYTES;
    if (relieved) {
      full = false;
    }
    return relieved;
  }

  boolean isFull() {
    return full;
  }

  long bytes() {
    return bytes.get();
  }
}
