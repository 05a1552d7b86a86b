package vmft.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Translates between this process's monotonic clock, by which clients keep their history, and the
 * wall clock, by which processes tell events. Taken once, so that a step of the wall clock in the
 * midst of a run does not tear the two apart on this side.
 */
public final class WallClock {
  private final long epochMinusMonotonicNanos;

  public WallClock() {
    long before = System.nanoTime();
    long epoch = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    long after = System.nanoTime();
    epochMinusMonotonicNanos = epoch - (before + (after - before) / 2);
  }

  /** Microseconds since 1970, as an event has them. */
  public long micros(long monotonicNanos) {
    return (monotonicNanos + epochMinusMonotonicNanos) / 1_000;
  }

  /** Monotonic nanoseconds of this process. */
  public long monotonicNanos(long micros) {
    return micros * 1_000 - epochMinusMonotonicNanos;
  }
}
