package vmft.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
  private static final Duration NOW = Duration.ofSeconds(5);

  private final AtomicLong cpu = new AtomicLong();
  private final AtomicLong log = new AtomicLong();
  private final PhaseClock clock = new PhaseClock(cpu::get, log::get);

  private void say(String line) {
    cpu.addAndGet(100);
    log.addAndGet(7);
    clock.line(line);
  }

  private void work(List<String> names) {
    for (String name : names) {
      say("begin " + name + " 1.00");
      say(name + ": result");
      say("end " + name + " 2.00");
    }
  }

  private void boot() {
    say("");
    say("OpenSBI v1.3");
    say("[    0.000000] Linux version 6.12");
    say("vmft: init");
  }

  @Test
  void eachPhaseIsTimedFromItsFirstLineToItsLast() throws Exception {
    boot();
    work(List.of("sha256", "gzip", "awk", "fork"));
    say("vmft: ended with 0 after 3.00 s");
    Map<Phase, PhaseLap> laps = clock.await(NOW);
    assertThat(laps.keySet()).containsExactlyInAnyOrderElementsOf(Phase.ALL);
    assertThat(laps.values())
        .allSatisfy(
            lap -> {
              assertThat(lap.lap().cpuNanos()).isEqualTo(200);
              assertThat(lap.logBytes()).isEqualTo(14);
              assertThat(lap.lap().wallNanos()).isPositive();
            });
  }

  @Test
  void aGuestThatLeavesAPhaseOutIsOneLineWithWhatItSaidLast() {
    boot();
    work(List.of("sha256", "gzip"));
    say("vmft: ended with 127 after 3.00 s");
    assertThatThrownBy(() -> clock.await(NOW))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("expected the lines of 5 phases, found 3")
        .hasMessageContaining("vmft: ended with 127")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aProcessThatEndsEarlyIsOneLine() {
    boot();
    clock.end("the process has ended");
    assertThatThrownBy(() -> clock.await(NOW)).hasMessageContaining("the process has ended");
  }
}
