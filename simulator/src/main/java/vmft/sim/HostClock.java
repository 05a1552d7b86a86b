package vmft.sim;

/**
 * A host's monotonic clock: it starts anywhere and runs a little too fast or too slow.
 *
 * @param offset what it shows at the start, in nanoseconds
 * @param partsPerMillion by how much it runs fast; negative for slow
 */
record HostClock(long offset, int partsPerMillion) {
  private static final long MILLION = 1_000_000;

  long localAt(long time) {
    return offset + time + time / MILLION * partsPerMillion;
  }

  /** When it shows {@code local} at the latest; {@link Long#MAX_VALUE} for never. */
  long timeAt(long local) {
    if (local == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long elapsed = Math.max(0, local - offset);
    long time = elapsed - elapsed / MILLION * partsPerMillion;
    while (localAt(time) < local) {
      time += Math.max(1, local - localAt(time));
    }
    return time;
  }
}
