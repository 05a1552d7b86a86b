package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults at random moments in the traffic of real processes. A failing run prints its seed; {@code
 * ./vmft test -pl demo -am -Dtest=FailoverTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dvmft.kills=100} kills a hundred times.
 */
class FailoverTest {
  private static final int KILLS = Integer.getInteger("vmft.kills", 5);
  private static final long SEED = Long.getLong("vmft.seed", 20_100);

  @TempDir private static Path folder;

  private static Stage stage;

  @BeforeAll
  static void setStage() throws Exception {
    stage = Stage.set(folder);
  }

  @AfterAll
  static void closeStage() {
    stage.close();
  }

  @Test
  void nothingIsLostWheneverOneSideIsKilled() throws Exception {
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      Fault fault = kill % 5 < 3 ? Fault.KILL_PRIMARY : Fault.KILL_BACKUP;
      Act act = stage.play(fault, schedule(random), random.nextLong());
      assertProved(act, "kill " + kill);
      assertThat(act.incident().tookOver()).isEqualTo(fault == Fault.KILL_PRIMARY);
    }
  }

  @Test
  void oneSideWinsAPartitionAndTheOtherHalts() throws Exception {
    assertProved(stage.play(Fault.PARTITION, schedule(new Random(SEED)), SEED), "partition");
  }

  @Test
  void aFrozenPrimaryFindsItselfReplacedAndHaltsUnheard() throws Exception {
    Act act = stage.play(Fault.FREEZE, schedule(new Random(SEED)), SEED);
    assertProved(act, "freeze");
    assertThat(act.incident().tookOver()).isTrue();
  }

  private static Act.Schedule schedule(Random random) {
    long fault = Duration.ofMillis(500 + random.nextInt(2_000)).toNanos();
    return new Act.Schedule(fault, fault);
  }

  private static void assertProved(Act act, String what) {
    assertThat(act.checks()).as("%s, seed %d", what, SEED).allMatch(Proof.Check::passed);
  }
}
