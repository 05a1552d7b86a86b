package vmft.demo.linux;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import vmft.demo.Screen;
import vmft.demo.cluster.ConsoleSession;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.demo.cluster.PartFailedException;
import vmft.replica.ReplicaStatus;

/** Waits for Linux to be up, and shows what its console says meanwhile. */
public final class Boot {
  /** Of the guest's init, when everything is up. */
  private static final String READY = "vmft: ready";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LEVEL_PATIENCE = Duration.ofSeconds(30);
  private static final long LEVEL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Boot() {}

  /**
   * Returns when the guest says that it is ready.
   *
   * @return what it says
   * @throws PartFailedException if it does not within three minutes, or a side fails
   */
  public static String await(ConsoleSession console, Pair pair, Screen screen)
      throws InterruptedException {
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    Optional<ConsoleSession.Line> ready = Optional.empty();
    for (long from = 0; ready.isEmpty(); ) {
      if (System.nanoTime() > giveUpAt) {
        throw new PartFailedException(
            "guest: expected '%s' on its console within %d s, found: %s"
                .formatted(READY, PATIENCE.toSeconds(), console.last()));
      }
      requireAlive(pair.primary());
      requireAlive(pair.backup());
      long seen = console.count();
      ready = console.await(from, text -> text.contains(READY), LOOK);
      from = seen;
      screen.passing(console.last());
    }
    return ready.get().text().strip();
  }

  /**
   * Returns when the backup is level with the primary, or after half a minute. Booting is the
   * hardest that a guest ever works, and on few cores the backup, which does the same, gets behind;
   * what it is behind by it would have to make up for before it could go live.
   */
  public static void awaitLevel(Pair pair, Screen screen) throws InterruptedException {
    long giveUpAt = System.nanoTime() + LEVEL_PATIENCE.toNanos();
    while (lagNanos(pair) > LEVEL_NANOS && System.nanoTime() < giveUpAt) {
      screen.passing("  the backup is %d ms behind".formatted(lagNanos(pair) / 1_000_000));
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  private static long lagNanos(Pair pair) {
    return pair.primary().events().status().map(ReplicaStatus::lagNanos).orElse(Long.MAX_VALUE);
  }

  private static void requireAlive(Part part) {
    if (!part.isAlive()) {
      throw new PartFailedException(
          "%s: expected it to run, it ended with exit code %d: %s"
              .formatted(
                  part.name(),
                  part.exitCode().orElse(-1),
                  part.lastWords().orElse("it gave no reason")));
    }
  }
}
