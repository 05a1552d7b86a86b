package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.tas.raft.Claims.reachable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/** Claimants that race for the same flags, while replicas are killed: one winner a flag (R6.1). */
class ConcurrentClaimsTest {
  private static final long SEED = 99;
  private static final int CLAIMANTS = 4;
  private static final int FLAGS = 30;

  /** Some claims give up before they are answered, so that what they did stays unknown. */
  private static final Duration[] DEADLINES = {
    Duration.ofMillis(3), Duration.ofMillis(30), Duration.ofSeconds(1), Duration.ofSeconds(10)
  };

  @TempDir Path directory;
  private final ClaimHistory history = new ClaimHistory();
  private final Semaphore flagsDone = new Semaphore(0);

  @Test
  void racingClaimantsFindOneWinnerForEachFlagWhileReplicasDie() throws Exception {
    try (ReplicaGroup replicas = new ReplicaGroup(directory).startAll()) {
      List<CompletableFuture<Void>> claimants = new ArrayList<>();
      for (int i = 0; i < CLAIMANTS; i++) {
        int number = i;
        claimants.add(
            CompletableFuture.runAsync(
                () -> claimAllFlags(replicas, number), task -> new Thread(task).start()));
      }
      killOneReplicaInEachThirdOfTheRun(replicas);
      claimants.forEach(CompletableFuture::join);
    }
    assertThat(history.violations()).isEmpty();
    assertThat(history.size()).isGreaterThanOrEqualTo(CLAIMANTS * FLAGS);
  }

  private void claimAllFlags(ReplicaGroup replicas, int number) {
    Random random = new Random(SEED + number);
    String claimant = "claimant-" + number;
    try (RaftTestAndSet client = replicas.newClient()) {
      reachable(client, Claims.PATIENT);
      for (int i = 0; i < FLAGS; i++) {
        Flag flag = new Flag("raced", i);
        observe(client, flag, claimant, DEADLINES[random.nextInt(DEADLINES.length)]);
        observe(client, flag, claimant, Claims.PATIENT);
        flagsDone.release();
      }
    }
  }

  private void observe(RaftTestAndSet client, Flag flag, String claimant, Duration deadline) {
    long start = System.nanoTime();
    Verdict verdict = Claims.claim(client, flag, claimant, deadline);
    history.add(new ClaimHistory.Observed(flag, claimant, start, System.nanoTime(), verdict));
  }

  private void killOneReplicaInEachThirdOfTheRun(ReplicaGroup replicas) throws Exception {
    for (String id : List.of("t1", "t2", "t3")) {
      replicas.kill(id);
      replicas.startAll();
      assertThat(flagsDone.tryAcquire(CLAIMANTS * FLAGS / 3, 60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
