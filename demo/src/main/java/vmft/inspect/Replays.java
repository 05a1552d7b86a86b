package vmft.inspect;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import vmft.replay.DivergenceException;

/** Runs replays to their end and says how they went. */
public final class Replays {
  private Replays() {}

  /**
   * Replays to the end of the log or to the first difference.
   *
   * @throws vmft.trace.TraceException where the file is damaged
   */
  public static ReplayResult run(OfflineReplay replay) throws IOException {
    long start = System.nanoTime();
    try {
      replay.runToEnd();
      return ReplayResult.of(replay, "", replay.machine().count(), secondsSince(start));
    } catch (DivergenceException e) {
      return ReplayResult.of(replay, e.getMessage(), e.count(), secondsSince(start));
    }
  }

  private static double secondsSince(long start) {
    return (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
  }
}
