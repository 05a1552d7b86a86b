package vmft.inspect;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How a replay makes its way: where it stops besides the places at which it must, and how long it
 * stands there. None of this may make a difference.
 */
public interface Pace {
  /** Straight on. */
  Pace STEADY =
      new Pace() {
        @Override
        public long nextStop(long count) {
          return Long.MAX_VALUE;
        }

        @Override
        public void stand() {}
      };

  /** The count, above {@code count}, at which the guest shall stop at the latest. */
  long nextStop(long count);

  /** Called at every stop; may take its time. */
  void stand();

  /** Stops at random counts, near and far, and now and then sleeps for up to two milliseconds. */
  static Pace shaken(long seed) {
    return new Shaken(seed);
  }

  /** See {@link #shaken}. */
  final class Shaken implements Pace {
    private static final int MAX_DISTANCE_BITS = 24;
    private static final int STOPS_PER_PAUSE = 200;
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Random random;

    private Shaken(long seed) {
      random = new Random(seed);
    }

    @Override
    public long nextStop(long count) {
      return count + 1 + random.nextInt(1 << 1 + random.nextInt(MAX_DISTANCE_BITS));
    }

    @Override
    public void stand() {
      if (random.nextInt(STOPS_PER_PAUSE) == 0) {
        LockSupport.parkNanos((long) (random.nextDouble() * MAX_PAUSE_NANOS));
      }
    }
  }
}
