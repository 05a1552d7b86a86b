package vmft.bench;

/**
 * How long a stretch of work took.
 *
 * @param wallNanos by the clock
 * @param cpuNanos that the thread which ran the guest was on a CPU; on a busy machine the fairer
 *     number
 */
record Lap(long wallNanos, long cpuNanos) {

  /** Of two that ran at once. */
  static Lap mean(Lap one, Lap other) {
    return new Lap((one.wallNanos + other.wallNanos) / 2, (one.cpuNanos + other.cpuNanos) / 2);
  }
}
