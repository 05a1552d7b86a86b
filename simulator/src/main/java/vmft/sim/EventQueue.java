package vmft.sim;

import java.util.PriorityQueue;

/**
 * Virtual time: everything that is going to happen, in order of time; what is due at the same time
 * happens in the order in which it was planned. The one place where the simulation's order is made.
 */
final class EventQueue {
  static final long MICROSECOND = 1_000;
  static final long MILLISECOND = 1_000 * MICROSECOND;
  static final long SECOND = 1_000 * MILLISECOND;

  private record Planned(long at, long order, Runnable action) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private long now;
  private long order;

  /** Nanoseconds since the run began. */
  long now() {
    return now;
  }

  /** Plans something; a time that has passed means at once. */
  void at(long time, Runnable action) {
    planned.add(new Planned(Math.max(time, now), order++, action));
  }

  void after(long delay, Runnable action) {
    at(now + delay, action);
  }

  /** Lets the next thing happen, unless it lies behind {@code end} or there is none. */
  boolean step(long end) {
    if (planned.isEmpty() || planned.peek().at() > end) {
      return false;
    }
    Planned next = planned.poll();
    now = next.at();
    next.action().run();
    return true;
  }
}
