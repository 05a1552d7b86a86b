package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.tas.TestAndSet.Verdict.LOST;
import static vmft.tas.TestAndSet.Verdict.UNKNOWN;
import static vmft.tas.TestAndSet.Verdict.WON;

import org.junit.jupiter.api.Test;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/** The checker itself must see what is wrong, or it proves nothing. */
class ClaimHistoryTest {
  private final ClaimHistory history = new ClaimHistory();

  @Test
  void oneWinnerAndLosersAfterItAreFine() {
    saw("a", 0, 10, WON);
    saw("b", 5, 8, LOST);
    saw("a", 20, 30, WON);
    saw("c", 40, 50, LOST);

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void aClaimWithoutAnAnswerMayHaveSetTheFlag() {
    saw("a", 0, 10, UNKNOWN);
    saw("b", 20, 30, LOST);

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void aClaimWithoutAnAnswerMayTakeEffectAfterItsClientGaveUp() {
    saw("a", 0, 10, UNKNOWN);
    saw("b", 20, 30, UNKNOWN);
    saw("a", 40, 50, LOST);

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void twoWinnersAreSeen() {
    saw("a", 0, 10, WON);
    saw("b", 0, 10, WON);

    assertThat(history.violations()).containsOnlyKeys("m/1");
  }

  @Test
  void winnersOfDifferentFlagsAreNotConfused() {
    saw("a", 0, 10, WON);
    history.add(new ClaimHistory.Observed(new Flag("m", 2), "b", 0, 10, WON));

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void losingToNobodyIsSeen() {
    saw("a", 0, 10, LOST);

    assertThat(history.violations()).isNotEmpty();
  }

  @Test
  void losingBeforeTheWinnerBeganIsSeen() {
    saw("b", 0, 10, LOST);
    saw("a", 11, 20, WON);

    assertThat(history.violations()).isNotEmpty();
  }

  @Test
  void losingAfterWinningIsSeen() {
    saw("a", 0, 10, WON);
    saw("a", 20, 30, LOST);

    assertThat(history.violations()).isNotEmpty();
  }

  @Test
  void winningAfterSomebodyElseMustHaveWonIsSeen() {
    saw("a", 0, 10, UNKNOWN);
    saw("b", 20, 30, LOST);
    saw("b", 40, 50, WON);

    assertThat(history.violations()).isNotEmpty();
  }

  private void saw(String claimant, long start, long end, Verdict verdict) {
    history.add(new ClaimHistory.Observed(new Flag("m", 1), claimant, start, end, verdict));
  }
}
