package vmft.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vmft.log.Invariants.InvariantViolation;

class SmallPartsTest {

  // ---- lease
  // ---------------------------------------------------------------------------------------

  @Test
  void aLeaseThatWasNeverGivenIsNotValid() {
    assertThat(new Lease(100).isValid(Long.MIN_VALUE + 1)).isFalse();
  }

  @Test
  void aLeaseRunsFromWhenTheBatchWasSent() {
    Lease lease = new Lease(100);
    lease.renew(50);
    assertThat(lease.isValid(150)).isTrue();
    assertThat(lease.isValid(151)).isFalse();
  }

  @Test
  void anOlderAcknowledgementDoesNotShortenALease() {
    Lease lease = new Lease(100);
    lease.renew(50);
    lease.renew(20);
    assertThat(lease.isValid(150)).isTrue();
  }

  // ---- claim
  // ---------------------------------------------------------------------------------------

  @Test
  void aClaimAsksOneQuestionAtATime() {
    Claim claim = new Claim(100);
    assertThat(claim.due(5)).isTrue();
    assertThat(claim.due(1000)).isFalse();
    assertThat(claim.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anUnansweredClaimAsksAgainAfterAPauseForEver() {
    Claim claim = new Claim(100);
    for (long now = 0; now < 5000; now += 100) {
      assertThat(claim.due(now)).isTrue();
      claim.unanswered(now);
      assertThat(claim.due(now + 99)).isFalse();
      assertThat(claim.nextDeadline()).isEqualTo(now + 100);
    }
    assertThat(claim.unansweredCount()).isEqualTo(50);
  }

  // ---- lag
  // -----------------------------------------------------------------------------------------

  @Test
  void lagIsTheAgeOfTheOldestHorizonThatIsNotReached() {
    LagMeter lag = new LagMeter();
    lag.passed(100, 10);
    lag.passed(200, 20);
    assertThat(lag.lag(50)).isEqualTo(40);
    lag.executed(100);
    assertThat(lag.lag(50)).isEqualTo(30);
    lag.executed(200);
    assertThat(lag.lag(50)).isZero();
  }

  @Test
  void aHorizonThatDoesNotGrowIsNoLag() {
    LagMeter lag = new LagMeter();
    lag.passed(100, 10);
    lag.executed(100);
    lag.passed(100, 20);
    assertThat(lag.lag(1000)).isLessThanOrEqualTo(980);
    lag.executed(100);
    assertThat(lag.lag(1000)).isZero();
  }

  @Test
  void aHopelessLagIsStillReportedAndTakesNoMoreMemory() {
    LagMeter lag = new LagMeter();
    for (int i = 1; i < 100_000; i++) {
      lag.passed(i, i);
    }
    assertThat(lag.lag(100_000)).isEqualTo(99_999);
  }

  // ---- states
  // --------------------------------------------------------------------------------------

  @Test
  void noStateGoesLiveWithoutPassingAClaim() {
    for (ReplicaState state : ReplicaState.values()) {
      boolean leadsToAlone = state.successors().contains(ReplicaState.LIVE_ALONE);
      boolean afterAWonFlag =
          state == ReplicaState.CLAIMING_TO_RUN_ALONE || state == ReplicaState.CATCHING_UP;
      assertThat(leadsToAlone).as(state.name()).isEqualTo(afterAWonFlag);
    }
  }

  @Test
  void aFinalStateIsFinal() {
    assertThat(ReplicaState.HALTED.successors()).isEmpty();
    assertThat(ReplicaState.POWERED_OFF.successors()).isEmpty();
  }

  @Test
  void anIllegalTransitionIsABugThatNamesBothStates() {
    Lifecycle lifecycle = new Lifecycle((from, to, reason) -> {});
    assertThatThrownBy(() -> lifecycle.transition(ReplicaState.LIVE_ALONE, "wishful thinking"))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("from=PAIRING to=LIVE_ALONE: wishful thinking");
  }

  // ---- settings
  // ------------------------------------------------------------------------------------

  @Test
  void everySensibleSilenceLimitGivesSoundSettings() {
    for (long millis = 60; millis <= 60_000; millis += 20) {
      ProtocolSettings settings = ProtocolSettings.withSilenceLimit(millis);
      assertThat(settings.lease()).isLessThan(settings.silenceLimit());
      assertThat(settings.leaseByAnyClock()).isGreaterThan(settings.lease());
    }
  }

  @Test
  void aSilenceLimitThatIsTooShortIsRefusedInOneLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProtocolSettings.withSilenceLimit(10))
        .withMessageMatching("[^\\n]*silence limit[^\\n]*");
  }
}
