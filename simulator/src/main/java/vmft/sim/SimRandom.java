package vmft.sim;

/** Pseudo-random numbers that depend on nothing but the seed (SplitMix64). Not thread-safe. */
final class SimRandom {
  private long state;

  SimRandom(long seed) {
    state = seed;
  }

  /** Spreads the bits of a number, so that near-by numbers give unrelated results. */
  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** A source of its own: drawing from it does not shift what this one gives. */
  SimRandom fork() {
    return new SimRandom(nextLong());
  }

  /** 0 to {@code bound} - 1. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(nextLong(), bound);
  }

  /** {@code least} to {@code most}, both included. */
  long between(long least, long most) {
    return least + Long.remainderUnsigned(nextLong(), most - least + 1);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T oneOf(T[] values) {
    return values[below(values.length)];
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) nextLong();
    }
    return bytes;
  }
}
