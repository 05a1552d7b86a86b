package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.check.HistoryChecker;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.demo.cluster.Services;
import vmft.replica.Milestone;

/** Test-and-set fails too: real processes, killed and started again. */
class TestAndSetOutageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void withoutAMajorityTheBackupWaitsAndSaysSoAndGoesOnWhenItReturns() throws Exception {
    try (Stage stage = Stage.set(folder);
        Pair pair = stage.pair("kv", false);
        Clients clients = stage.clients(1)) {
      Services services = stage.services();
      clients.start();
      Stage.await("clients are answered", () -> clients.history().size() > 50);
      services.testAndSet().get(0).kill();
      services.testAndSet().get(1).kill();
      pair.primary().kill();

      Part backup = pair.backup();
      assertThat(backup.events().await(Milestone.Kind.CLAIM_UNANSWERED, PATIENCE)).isPresent();
      assertThat(backup.events().first(Milestone.Kind.LIVE)).isEmpty();

      services.restartTestAndSet(0);
      assertThat(backup.events().await(Milestone.Kind.LIVE, PATIENCE)).isPresent();
      int answered = clients.history().size();
      Stage.await("clients are answered again", () -> clients.history().size() > answered + 50);
      clients.stop();
      assertThat(HistoryChecker.check(clients.history())).isEmpty();
    }
  }

  @Test
  void withOneOfThreeDownATakeoverWorks() throws Exception {
    try (Stage stage = Stage.set(folder);
        Pair pair = stage.pair("kv", false)) {
      stage.services().testAndSet().get(2).kill();
      pair.primary().kill();
      assertThat(pair.backup().events().await(Milestone.Kind.LIVE, PATIENCE)).isPresent();
    }
  }

  @Test
  void aFrozenPrimaryStillLosesAfterAllOfTestAndSetWasRestarted() throws Exception {
    try (Stage stage = Stage.set(folder);
        Pair pair = stage.pair("kv", false);
        Clients clients = stage.clients(2)) {
      clients.start();
      Stage.await("clients are answered", () -> clients.history().size() > 50);
      pair.primary().freeze();
      assertThat(pair.backup().events().await(Milestone.Kind.LIVE, PATIENCE)).isPresent();

      Services services = stage.services();
      for (int number = 0; number < services.testAndSet().size(); number++) {
        services.testAndSet().get(number).kill();
      }
      for (int number = 0; number < services.testAndSet().size(); number++) {
        services.restartTestAndSet(number);
      }
      services.awaitReady(line -> {});
      pair.primary().thaw();

      assertThat(pair.primary().awaitExit(PATIENCE)).hasValue(4);
      assertThat(pair.primary().events().first(Milestone.Kind.HALTED).orElseThrow().detail())
          .contains("lost test-and-set");
      clients.stop();
      assertThat(HistoryChecker.check(clients.history())).isEmpty();
    }
  }
}
