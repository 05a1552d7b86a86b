package vmft.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

  @Test
  void tenThousandSeedsPassEveryChecker() {
    long n = Long.getLong("vmft.seeds", 10_000);
    List<Report> failures =
        LongStream.range(0, n)
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, SimulationOptions.quiet()))
            .filter(report -> !report.passed())
            .limit(5)
            .toList();
    assertThat(failures).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    for (long seed = 0; seed < 50; seed++) {
      Report first = Simulation.run(seed, SimulationOptions.quiet());
      Report second = Simulation.run(seed, SimulationOptions.quiet());
      assertThat(second).isEqualTo(first);
    }
  }
}
