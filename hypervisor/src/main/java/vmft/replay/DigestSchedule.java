package vmft.replay;

/**
 * At which instruction counts the live side writes a digest of the state into the log, for replays
 * to compare (R2.6). A digest of registers and devices takes some twenty microseconds; one with
 * memory reads all of RAM, which takes milliseconds for each 100 MB.
 *
 * @param every instructions between two digests, at least; 0 for no digests at all
 * @param growthShift late in a run the distance is at least the count divided by two to this power,
 *     so that runs of any length get enough digests and not too many; 63 for no growth
 * @param fullEach each so many digests one includes memory; 0 for none but the last
 * @param fullDistance instructions between two digests with memory, at least
 */
public record DigestSchedule(long every, int growthShift, int fullEach, long fullDistance) {
  private static final int NO_GROWTH = Long.SIZE - 1;

  /** A distance of one part in 256 of the run: some hundred digests for each tenfold length. */
  private static final int GROWTH = 8;

  public static final DigestSchedule OFF = new DigestSchedule(0, NO_GROWTH, 0, 0);

  public DigestSchedule {
    if (every < 0
        || growthShift < 0
        || growthShift > NO_GROWTH
        || fullEach < 0
        || fullDistance < 0) {
      throw new IllegalArgumentException(
          "digests: expected numbers of at least 0, found every=" + every + ", full=" + fullEach);
    }
  }

  /** Digests of registers and devices at a constant distance, and a full one at power-off. */
  public static DigestSchedule every(long instructions) {
    return new DigestSchedule(instructions, NO_GROWTH, 0, 0);
  }

  /** Dense at first and sparser as the run gets longer; and a full one at power-off. */
  public static DigestSchedule growingFrom(long instructions) {
    return new DigestSchedule(instructions, GROWTH, 0, 0);
  }

  /** The same, with memory in each so many digests one. */
  public DigestSchedule withFullEach(int digests) {
    return new DigestSchedule(every, growthShift, digests, fullDistance);
  }

  /** The same, with memory only that far apart: reading it all takes longer the more there is. */
  public DigestSchedule withFullDistance(long instructions) {
    return new DigestSchedule(every, growthShift, fullEach, instructions);
  }

  public boolean isOff() {
    return every == 0;
  }

  /** The next count, above {@code count}, at which a digest is due; never if off. */
  long nextAfter(long count) {
    if (isOff()) {
      return Long.MAX_VALUE;
    }
    long distance = Math.max(every, count >>> growthShift);
    return (count / distance + 1) * distance;
  }

  /**
   * Whether a digest includes memory.
   *
   * @param number of the digest, counted from 1
   * @param distance instructions since the last one that did
   */
  boolean isFull(long number, long distance) {
    return fullEach > 0 && number % fullEach == 0 && distance >= fullDistance;
  }
}
