package vmft.inspect;

import java.io.IOException;
import java.util.Optional;
import vmft.replay.DivergenceException;

/**
 * Finds the first count at which two replays differ, to the block: both run side by side from one
 * compared count to the next, again and again in smaller steps.
 */
public final class Narrowing {
  /**
   * Comparisons in one pass. Each reads all of memory; each further pass replays from the start.
   */
  private static final int STEPS = 32;

  private final Replayer one;
  private final Replayer other;

  /** Starts a replay, from the beginning. */
  @FunctionalInterface
  public interface Replayer {
    OfflineReplay start() throws IOException;
  }

  /**
   * What came of a search.
   *
   * @param lastEqual the last place at which both were in the same state
   * @param firstDifferent the next place, at which they were not
   */
  public record Found(long lastEqual, long firstDifferent, StateDifference difference) {}

  public Narrowing(Replayer one, Replayer other) {
    this.one = one;
    this.other = other;
  }

  /**
   * Searches.
   *
   * @param equalAt where the two are believed to be equal; a wrong belief costs one more pass
   * @param end where to give up
   * @return empty if they do not differ up to there
   */
  public Optional<Found> search(long equalAt, long end) throws IOException {
    long low = equalAt;
    long high = end;
    Optional<Found> found = Optional.empty();
    long step = Long.MAX_VALUE;
    do {
      // Always smaller, however long the blocks are between which it has to stop.
      step = Math.max(1, Math.min(step / 2, (high - low) / STEPS));
      Optional<Found> nearer = pass(low, high, step);
      if (nearer.isEmpty()) {
        return found;
      }
      found = nearer;
      low = nearer.get().lastEqual();
      high = nearer.get().firstDifferent();
    } while (step > 1);
    return found;
  }

  private Optional<Found> pass(long low, long high, long step) throws IOException {
    try (OfflineReplay first = one.start();
        OfflineReplay second = other.start()) {
      long equal = 0;
      for (long to = low; ; to = equal + step) {
        boolean firstGoesOn = advance(first, to);
        boolean secondGoesOn = advance(second, to);
        if (!same(first, second)) {
          return Optional.of(found(equal, first, second));
        }
        equal = first.machine().count();
        if (!(firstGoesOn && secondGoesOn) || equal > high) {
          return Optional.empty();
        }
      }
    }
  }

  /** A replay that cannot go on stands where it is; the other may go further, which shows. */
  private static boolean advance(OfflineReplay replay, long to) throws IOException {
    try {
      return replay.runTo(to);
    } catch (DivergenceException e) {
      return false;
    }
  }

  private static boolean same(OfflineReplay first, OfflineReplay second) {
    return first.machine().digest(true).equals(second.machine().digest(true));
  }

  private static Found found(long equal, OfflineReplay first, OfflineReplay second) {
    long count = Math.max(first.machine().count(), second.machine().count());
    return new Found(equal, count, StateDifference.of(first.machine(), second.machine()));
  }
}
