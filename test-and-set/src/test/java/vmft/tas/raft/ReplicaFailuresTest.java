package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.tas.TestAndSet.Verdict.LOST;
import static vmft.tas.TestAndSet.Verdict.UNKNOWN;
import static vmft.tas.TestAndSet.Verdict.WON;
import static vmft.tas.raft.Claims.PATIENT;
import static vmft.tas.raft.Claims.claim;
import static vmft.tas.raft.Claims.reachable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/** A group of three real processes, killed, frozen, restarted and shouted at (R6.1, R6.2, R6.4). */
class ReplicaFailuresTest {
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
  private static final AtomicLong GENERATIONS = new AtomicLong();

  @TempDir static Path directory;
  private static ReplicaGroup replicas;

  private RaftTestAndSet client;
  private final Flag flag = new Flag("m", GENERATIONS.incrementAndGet());

  @BeforeAll
  static void startReplicas() {
    replicas = new ReplicaGroup(directory);
  }

  @AfterAll
  static void stopReplicas() throws Exception {
    replicas.close();
  }

  @BeforeEach
  void allReplicasAreUp() throws Exception {
    replicas.startAll();
    client = replicas.newClient();
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void aFreeFlagIsWonOnceAndByOneClaimantOnly() {
    assertThat(claim(client, flag, "a")).isEqualTo(WON);
    assertThat(claim(client, flag, "b")).isEqualTo(LOST);
    assertThat(claim(client, flag, "a")).isEqualTo(WON);
  }

  @Test
  void allClientsSeeTheSameWinner() {
    claim(client, flag, "a");

    try (RaftTestAndSet other = replicas.newClient()) {
      assertThat(claim(other, flag, "b")).isEqualTo(LOST);
      assertThat(claim(other, flag, "a")).isEqualTo(WON);
    }
  }

  @Test
  void withAnyOneOfThreeKilledClaimsAreAnswered() throws Exception {
    for (String id : List.of("t1", "t2", "t3")) {
      Flag fresh = new Flag("one-down", GENERATIONS.incrementAndGet());
      replicas.kill(id);

      assertThat(claim(client, fresh, "a")).isEqualTo(WON);
      assertThat(claim(client, fresh, "b")).isEqualTo(LOST);
      assertThat(reachable(client, PATIENT)).isTrue();
      replicas.startAll();
    }
  }

  @Test
  void withAnyOneOfThreeFrozenClaimsAreAnswered() throws Exception {
    for (String id : List.of("t1", "t2", "t3")) {
      Flag fresh = new Flag("one-frozen", GENERATIONS.incrementAndGet());
      replicas.replica(id).freeze();

      assertThat(claim(client, fresh, "a")).isEqualTo(WON);
      replicas.replica(id).thaw();
      assertThat(claim(client, fresh, "b")).isEqualTo(LOST);
    }
  }

  @Test
  void withTwoOfThreeKilledNobodyIsToldThatItWon() throws Exception {
    claim(client, flag, "a");
    replicas.kill("t1", "t3");

    long start = System.nanoTime();
    assertThat(claim(client, flag, "a", HALF_A_SECOND)).isEqualTo(UNKNOWN);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(HALF_A_SECOND, HALF_A_SECOND.multipliedBy(4));
    assertThat(reachable(client, HALF_A_SECOND)).isFalse();
  }

  @Test
  void aClaimThatWaitsForAMajorityIsAnsweredWhenItReturns() throws Exception {
    replicas.kill("t1", "t2");
    var verdict = client.testAndSet(flag, "a", Duration.ofSeconds(40)).toCompletableFuture();

    assertThat(reachable(client, HALF_A_SECOND)).isFalse();
    assertThat(verdict).isNotDone();
    replicas.startAll();

    assertThat(verdict.join()).isEqualTo(WON);
  }

  @Test
  void aReplicaThatMissedClaimsHelpsToElectALeaderAtOnce() throws Exception {
    replicas.kill("t1");
    claim(client, flag, "a");
    replicas.kill("t2");
    assertThat(reachable(client, Duration.ofSeconds(3))).isFalse();

    replicas.start("t1");

    assertThat(claim(client, flag, "b", Duration.ofSeconds(8))).isEqualTo(LOST);
  }

  @Test
  void aFlagOnceWonStaysWonWhenEveryReplicaIsKilledAndRestarted() throws Exception {
    claim(client, flag, "a");

    for (int i = 0; i < 2; i++) {
      replicas.killAll();
      replicas.startAll();
      assertThat(claim(client, flag, "b")).isEqualTo(LOST);
      assertThat(claim(client, flag, "a")).isEqualTo(WON);
    }
  }

  @Test
  void aWinnerWhoseReplyWasLostIsToldWhenItAsksAgain() {
    Verdict first = claim(client, flag, "a", Duration.ofMillis(1));

    assertThat(first).isIn(UNKNOWN, WON);
    assertThat(claim(client, flag, "a")).isEqualTo(WON);
    assertThat(claim(client, flag, "b")).isEqualTo(LOST);
  }

  @Test
  void aClaimMadeToAFrozenGroupMayStillWinAfterItsDeadline() throws Exception {
    for (String id : List.of("t1", "t2", "t3")) {
      replicas.replica(id).freeze();
    }
    assertThat(claim(client, flag, "a", HALF_A_SECOND)).isEqualTo(UNKNOWN);
    for (String id : List.of("t1", "t2", "t3")) {
      replicas.replica(id).thaw();
    }

    Verdict other = claim(client, flag, "b");
    assertThat(claim(client, flag, "a")).isEqualTo(other == WON ? LOST : WON);
  }

  @Test
  void garbageOnThePortsDisturbsNothing() throws Exception {
    claim(client, flag, "a");
    for (FlagGroup.Member member : replicas.group().members()) {
      Garbage.throwAt(member, new Random(member.port()));
    }

    assertThat(claim(client, flag, "b")).isEqualTo(LOST);
    assertThat(replicas.areAllAlive()).isTrue();
  }

  @Test
  void aClosedClientAnswersEveryQuestionThatItOwes() throws Exception {
    replicas.kill("t1", "t2");
    var verdict = client.testAndSet(flag, "a", Duration.ofMinutes(5)).toCompletableFuture();
    var reached = client.reachable(Duration.ofMinutes(5)).toCompletableFuture();

    client.close();

    assertThat(verdict.join()).isEqualTo(UNKNOWN);
    assertThat(reached.join()).isFalse();
    assertThat(claim(client, flag, "a", HALF_A_SECOND)).isEqualTo(UNKNOWN);
  }

  @Test
  void moreQuestionsThanAnybodyAsksAreAnsweredToo() throws Exception {
    replicas.kill("t1", "t2");
    for (int i = 0; i < RaftTestAndSet.QUESTIONS_AT_ONCE; i++) {
      client.reachable(Duration.ofSeconds(2));
    }

    assertThat(claim(client, flag, "a", HALF_A_SECOND)).isEqualTo(UNKNOWN);
  }
}
