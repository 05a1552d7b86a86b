package vmft.protocol;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures execution lag: how long ago the primary stood where the backup stands now (R4.3). Fed
 * with horizons as they pass and with counts as they are executed.
 */
final class LagMeter {
  /** At 200 batches a second some five seconds; a longer lag is reported as that long. */
  private static final int MAX_MARKS = 1024;

  private record Mark(long horizon, long at) {}

  private final Deque<Mark> pending = new ArrayDeque<>();

  /** The log is complete up to {@code horizon} at the time {@code at}. */
  void passed(long horizon, long at) {
    boolean grows = pending.isEmpty() || pending.peekLast().horizon() < horizon;
    if (grows && pending.size() < MAX_MARKS) {
      pending.addLast(new Mark(horizon, at));
    }
  }

  /** The backup has retired {@code count} instructions. */
  void executed(long count) {
    while (!pending.isEmpty() && pending.peekFirst().horizon() <= count) {
      pending.removeFirst();
    }
  }

  /** Nanoseconds since the oldest horizon that is not executed; 0 if all are. */
  long lag(long now) {
    return pending.isEmpty() ? 0 : Math.max(0, now - pending.peekFirst().at());
  }
}
