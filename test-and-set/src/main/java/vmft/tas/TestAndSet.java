package vmft.tas;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * An atomic flag on neither of the two hosts' fate alone (paper §3, R6). Thread-safe; answers
 * arrive on a thread of the implementation's own.
 */
public interface TestAndSet extends AutoCloseable {

  /**
   * Sets the flag and tells whether the claimant is its one winner. A repeat by the winner is told
   * again that it won (R6.4).
   *
   * @param claimant unique to one replica process, e.g. a random id
   * @param deadline how long to try; at least 1 ms
   * @return completes normally, always, at the latest soon after the deadline
   */
  CompletionStage<Verdict> testAndSet(Flag flag, String claimant, Duration deadline);

  /**
   * Whether a majority answers. Opens connections and warms the path, so that a later claim is
   * quick.
   *
   * @return completes normally, always, at the latest soon after the deadline
   */
  CompletionStage<Boolean> reachable(Duration deadline);

  @Override
  void close();

  /** A flag belongs to one generation of one machine (R6.3). */
  record Flag(String machine, long generation) {
    @Override
    public String toString() {
      return machine + "/" + generation;
    }
  }

  /** What came of a claim. */
  enum Verdict {
    /** The claimant, and nobody else ever, holds the flag. */
    WON,
    /** Somebody else holds the flag. */
    LOST,
    /** No majority answered in time. The flag may or may not be set; only asking again can tell. */
    UNKNOWN
  }
}
