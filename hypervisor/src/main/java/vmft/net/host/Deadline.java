package vmft.net.host;

import java.time.Duration;

/** A moment after which waiting is over, on the monotonic clock. */
record Deadline(long nanoTime) {

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** Never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** What is left, but no more than {@code step}. */
  Duration leftUpTo(Duration step) {
    Duration left = left();
    return left.compareTo(step) < 0 ? left : step;
  }
}
