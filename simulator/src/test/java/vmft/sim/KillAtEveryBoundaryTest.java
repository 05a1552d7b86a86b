package vmft.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One quiet run, over and over, from pairing to power-off; each time one side is killed at the next
 * place: between any two things that it does to the world (R3.4, R4.5).
 */
class KillAtEveryBoundaryTest {
  /** A run in which nothing goes wrong by itself, and short. */
  private static final long QUIET_SEED = 56;

  @Test
  void nothingGoesWrongByItself() {
    Report report = Simulation.run(QUIET_SEED, SimulationOptions.quiet());
    assertThat(report.statistics().faults()).isZero();
    assertThat(report.statistics().outputs()).isGreaterThan(20);
  }

  @Test
  void aPrimaryMayBeKilledBetweenAnyTwoThingsThatItDoes() {
    List<Report> reports = killEverywhere(Side.PRIMARY);
    assertThat(reports).allMatch(Report::passed);
    assertThat(reports.stream().filter(report -> report.statistics().takeover()).count())
        .isGreaterThan(reports.size() * 9L / 10);
    assertThat(reports.stream().filter(report -> report.statistics().repeats() > 0)).isNotEmpty();
  }

  @Test
  void aBackupMayBeKilledBetweenAnyTwoThingsThatItDoes() {
    List<Report> reports = killEverywhere(Side.BACKUP);
    assertThat(reports).allMatch(Report::passed);
    assertThat(reports).noneMatch(report -> report.statistics().takeover());
  }

  private static List<Report> killEverywhere(Side side) {
    PlantedBugs.Death never = PlantedBugs.death(side, Integer.MAX_VALUE);
    Simulation.run(QUIET_SEED, SimulationOptions.quiet().planting(never));
    assertThat(never.calls()).isGreaterThan(50);
    return IntStream.rangeClosed(1, never.calls())
        .mapToObj(place -> SimulationOptions.quiet().planting(PlantedBugs.death(side, place)))
        .map(options -> Simulation.run(QUIET_SEED, options))
        .toList();
  }
}
