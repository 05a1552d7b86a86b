package vmft.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = 10_000;

  @Test
  void tenThousandSeedsPassEveryChecker() {
    List<Report> reports =
        LongStream.range(0, SEEDS)
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, SimulationOptions.quiet()))
            .toList();
    assertThat(reports.stream().filter(report -> !report.passed()).limit(3)).isEmpty();
    assertThatTheRunsWereWorthTheirTime(reports);
  }

  private static void assertThatTheRunsWereWorthTheirTime(List<Report> reports) {
    List<Report.Statistics> statistics = reports.stream().map(Report::statistics).toList();
    assertThat(statistics.stream().filter(Report.Statistics::takeover).count())
        .isGreaterThan(SEEDS / 5);
    assertThat(statistics.stream().filter(one -> one.faults() == 0).count())
        .isGreaterThan(SEEDS / 20);
    assertThat(statistics.stream().filter(one -> one.repeats() > 0).count())
        .isGreaterThan(SEEDS / 100);
    assertThat(statistics.stream().mapToLong(Report.Statistics::digestsCompared).sum())
        .isGreaterThan(50L * SEEDS);
    assertThat(statistics.stream().mapToLong(Report.Statistics::requests).sum())
        .isGreaterThan(20L * SEEDS);
  }

  @Test
  void theSameSeedGivesTheSameRunEventForEvent() {
    for (long seed = 0; seed < 30; seed++) {
      assertThat(eventsOf(seed)).isEqualTo(eventsOf(seed));
    }
  }

  @Test
  void differentSeedsGiveDifferentRuns() {
    assertThat(LongStream.range(0, 100).map(seed -> quiet(seed).hash()).distinct()).hasSize(100);
  }

  private static Report quiet(long seed) {
    return Simulation.run(seed, SimulationOptions.quiet());
  }

  private static List<String> eventsOf(long seed) {
    List<String> events = new ArrayList<>();
    Report report = Simulation.run(seed, SimulationOptions.verbose(events::add));
    events.add(report.toString());
    events.add(Long.toHexString(report.hash()));
    return events;
  }
}
