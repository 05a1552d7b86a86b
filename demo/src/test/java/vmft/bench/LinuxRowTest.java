package vmft.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinuxRowTest {

  /** Boots that take so many nanoseconds, one after the other. */
  private static LinuxRow row(long... nanos) throws InterruptedException {
    Deque<PhaseLap> laps = new ArrayDeque<>();
    for (long lap : nanos) {
      laps.add(new PhaseLap(new Lap(lap, lap / 2), 1000));
    }
    LinuxRow row = new LinuxRow(new Scripted(laps));
    for (long ignored : nanos) {
      row.add();
    }
    return row;
  }

  private record Scripted(Deque<PhaseLap> laps) implements LinuxSubject {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public Map<Phase, PhaseLap> run() {
      return Map.of(Phase.BOOT, laps.remove());
    }
  }

  @Test
  void ratiosAreTakenRepetitionByRepetition() throws Exception {
    LinuxRow slow = row(200, 2000, 20000);
    LinuxRow fast = row(100, 1000, 40000);
    assertThat(slow.timeOver(fast, Phase.BOOT, Lap::wallNanos)).isEqualTo(new Summary(2, 0.5, 2));
    assertThat(slow.speedOver(fast, Phase.BOOT, Lap::cpuNanos)).isEqualTo(new Summary(0.5, 0.5, 2));
  }

  @Test
  void logRatesAreBytesASecondOfTheClock() throws Exception {
    Summary rate = row(500_000_000).of(Phase.BOOT, PhaseLap::logBytesPerSecond);
    assertThat(rate.median()).isEqualTo(2000);
    assertThat(List.of(rate.low(), rate.high())).containsOnly(2000.0);
  }
}
