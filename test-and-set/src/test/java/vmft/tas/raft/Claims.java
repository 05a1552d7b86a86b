package vmft.tas.raft;

import java.time.Duration;
import vmft.tas.TestAndSet;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/** The words of the tests: claims that wait for their verdict. */
final class Claims {
  /** Far beyond an election on a busy machine, so that only a lost majority leaves UNKNOWN. */
  static final Duration PATIENT = Duration.ofSeconds(15);

  private Claims() {}

  static Verdict claim(TestAndSet client, Flag flag, String claimant) {
    return claim(client, flag, claimant, PATIENT);
  }

  static Verdict claim(TestAndSet client, Flag flag, String claimant, Duration deadline) {
    return client.testAndSet(flag, claimant, deadline).toCompletableFuture().join();
  }

  static boolean reachable(TestAndSet client, Duration deadline) {
    return client.reachable(deadline).toCompletableFuture().join();
  }
}
