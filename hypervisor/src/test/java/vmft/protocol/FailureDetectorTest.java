package vmft.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vmft.protocol.FailureDetector.Signal;

class FailureDetectorTest {
  private static final long LIMIT = 1000;
  private final FailureDetector detector =
      new FailureDetector(LIMIT, 0, 0, Signal.HEARTBEAT, Signal.LOG_TRAFFIC);

  @Test
  void aSideThatGivesEverySignalIsNotSuspected() {
    for (long now = 100; now < 10 * LIMIT; now += 100) {
      detector.heard(Signal.HEARTBEAT, now);
      detector.heard(Signal.LOG_TRAFFIC, now);
      assertThat(detector.suspicion(now)).isEmpty();
    }
  }

  @Test
  void silenceOfTheHeartbeatAloneIsEnough() {
    lookUntil(LIMIT, Signal.LOG_TRAFFIC);
    assertThat(detector.suspicion(LIMIT + 1)).hasValueSatisfying(this::namesTheHeartbeat);
  }

  private void namesTheHeartbeat(String suspicion) {
    assertThat(suspicion).startsWith("no heartbeat");
  }

  @Test
  void silenceOfTheLogAloneIsEnough() {
    lookUntil(LIMIT, Signal.HEARTBEAT);
    assertThat(detector.suspicion(LIMIT + 1))
        .hasValueSatisfying(suspicion -> assertThat(suspicion).startsWith("no log traffic"));
  }

  @Test
  void aSignalThatIsNotExpectedIsNotMissed() {
    FailureDetector heartbeatsOnly = new FailureDetector(LIMIT, 0, 0, Signal.HEARTBEAT);
    for (long now = 100; now < 5 * LIMIT; now += 100) {
      heartbeatsOnly.heard(Signal.HEARTBEAT, now);
      heartbeatsOnly.heard(Signal.ACKNOWLEDGEMENTS, 0);
      assertThat(heartbeatsOnly.suspicion(now)).isEmpty();
    }
  }

  @Test
  void aProcessThatThawsDoesNotSuspectAtOnce() {
    detector.suspicion(100);
    assertThat(detector.suspicion(100 + 50 * LIMIT)).isEmpty();
  }

  @Test
  void aProcessThatThawsSuspectsASideThatStaysSilent() {
    detector.suspicion(100);
    long thawed = 100 + 50 * LIMIT;
    detector.suspicion(thawed);
    for (long now = thawed; now < thawed + LIMIT; now += 100) {
      detector.suspicion(now);
    }
    assertThat(detector.suspicion(thawed + LIMIT)).isPresent();
  }

  @Test
  void aSlowProcessSuspectsADeadSideAfterAFewLooks() {
    long step = LIMIT; // as long between two looks as the limit itself
    int looks = 0;
    while (detector.suspicion((looks + 1) * step).isEmpty()) {
      looks++;
    }
    assertThat(looks).isBetween(3, 5);
  }

  @Test
  void rightAfterTheStartSilenceDoesNotCount() {
    FailureDetector fresh = new FailureDetector(LIMIT, 3 * LIMIT, 0, Signal.HEARTBEAT);
    for (long now = 100; now <= 4 * LIMIT; now += 100) {
      assertThat(fresh.suspicion(now)).isEmpty();
    }
    assertThat(fresh.nextDeadline()).isEqualTo(4 * LIMIT + 1);
    assertThat(fresh.suspicion(4 * LIMIT + 1)).isPresent();
  }

  @Test
  void theDeadlineIsWhenTheFirstSignalRunsOut() {
    detector.heard(Signal.HEARTBEAT, 300);
    detector.heard(Signal.LOG_TRAFFIC, 200);
    assertThat(detector.nextDeadline()).isEqualTo(200 + LIMIT + 1);
  }

  private void lookUntil(long end, Signal heard) {
    for (long now = 100; now <= end; now += 100) {
      detector.heard(heard, now);
      assertThat(detector.suspicion(now)).isEmpty();
    }
  }
}
