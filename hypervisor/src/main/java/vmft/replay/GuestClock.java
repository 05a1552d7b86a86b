package vmft.replay;

/**
 * Guest time: ticks of 100 ns since the machine started, running with the host's monotonic clock
 * from a given point on. A new clock starts where the old one was last seen, so guest time never
 * runs backwards across a takeover.
 *
 * @param ticksAtOrigin guest time at {@code originNanos}
 * @param originNanos monotonic nanoseconds, as {@link System#nanoTime()}
 */
public record GuestClock(long ticksAtOrigin, long originNanos) {
  public static final long NANOS_PER_TICK = 100;

  public long ticksAt(long nowNanos) {
    return ticksAtOrigin + Math.max(0, nowNanos - originNanos) / NANOS_PER_TICK;
  }

  /** When this clock shows {@code ticks}, in monotonic nanoseconds. */
  public long nanosAt(long ticks) {
    return originNanos + (ticks - ticksAtOrigin) * NANOS_PER_TICK;
  }
}
