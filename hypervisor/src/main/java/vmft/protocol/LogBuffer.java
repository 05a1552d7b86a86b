package vmft.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import vmft.channel.Message.Batch;
import vmft.log.EntryEncoder;
import vmft.log.Invariants;
import vmft.log.LogEntry;
import vmft.log.LogPosition;

/**
 * The primary's end of the log: entries that wait to be sent, and the account of those sent and not
 * yet acknowledged. Its bound is what makes a primary wait for a slow backup (R4.1).
 */
final class LogBuffer {
  private record Sent(LogPosition end, int bytes) {}

  private final EntryEncoder encoder = new EntryEncoder();
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private LogPosition end = LogPosition.START;
  private LogPosition sentThrough = LogPosition.START;
  private LogPosition acknowledgedThrough = LogPosition.START;
  private long unacknowledgedBytes;
  private long totalBytes;
  private boolean sending = true;

  LogPosition append(LogEntry entry) {
    if (sending) {
      encoder.append(entry);
    }
    LogPosition position = end;
    end = end.plus(1);
    return position;
  }

  /** There is no backup any more: entries get a position and are kept no longer. */
  void stopSending() {
    sending = false;
    encoder.take();
    unacknowledged.clear();
    unacknowledgedBytes = 0;
  }

  /** Takes everything that waits into a batch. */
  Batch take(long horizon, LogPosition releasedThrough, long guestTicks) {
    int entries = encoder.entryCount();
    byte[] packed = encoder.take();
    Batch batch = new Batch(sentThrough, entries, packed, horizon, releasedThrough, guestTicks);
    sentThrough = batch.end();
    Invariants.check(
        sentThrough.equals(end), "all entries sent: sent=%s appended=%s", sentThrough, end);
    if (entries > 0) {
      unacknowledged.addLast(new Sent(sentThrough, packed.length));
      unacknowledgedBytes += packed.length;
      totalBytes += packed.length;
    }
    return batch;
  }

  /**
   * @return false if the other side acknowledges what was never sent
   */
  boolean acknowledge(LogPosition receivedThrough) {
    if (receivedThrough.compareTo(sentThrough) > 0) {
      return false;
    }
    if (receivedThrough.compareTo(acknowledgedThrough) > 0) {
      acknowledgedThrough = receivedThrough;
    }
    while (!unacknowledged.isEmpty()
        && acknowledgedThrough.isAtLeast(unacknowledged.peekFirst().end())) {
      unacknowledgedBytes -= unacknowledged.removeFirst().bytes();
    }
    return true;
  }

  int unsentBytes() {
    return encoder.sizeInBytes();
  }

  /** Packed bytes that the backup has not acknowledged, sent or not. */
  long unacknowledgedBytes() {
    return unacknowledgedBytes + encoder.sizeInBytes();
  }

  /** Position behind the last entry appended. */
  LogPosition end() {
    return end;
  }

  LogPosition sentThrough() {
    return sentThrough;
  }

  LogPosition acknowledgedThrough() {
    return acknowledgedThrough;
  }

  /** Packed bytes of all entries sent so far. */
  long totalBytes() {
    return totalBytes;
  }
}
