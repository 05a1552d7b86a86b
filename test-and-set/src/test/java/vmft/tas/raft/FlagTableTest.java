package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.tas.TestAndSet.Verdict.LOST;
import static vmft.tas.TestAndSet.Verdict.WON;

import org.junit.jupiter.api.Test;
import vmft.tas.TestAndSet.Flag;

class FlagTableTest {
  private static final Flag FLAG = new Flag("m", 7);

  private final FlagTable table = new FlagTable();

  @Test
  void theFirstClaimantWinsAndEveryOtherLoses() {
    assertThat(table.claim(FLAG, "a")).isEqualTo(WON);
    assertThat(table.claim(FLAG, "b")).isEqualTo(LOST);
    assertThat(table.claim(FLAG, "c")).isEqualTo(LOST);
  }

  @Test
  void aRetryByTheWinnerIsToldAgainThatItWon() {
    table.claim(FLAG, "a");
    table.claim(FLAG, "b");

    assertThat(table.claim(FLAG, "a")).isEqualTo(WON);
  }

  @Test
  void aLoserNeverWinsLater() {
    table.claim(FLAG, "a");

    for (int i = 0; i < 100; i++) {
      assertThat(table.claim(FLAG, "b")).isEqualTo(LOST);
    }
  }

  @Test
  void eachGenerationOfEachMachineHasItsOwnFlag() {
    table.claim(FLAG, "a");

    assertThat(table.claim(new Flag("m", 8), "b")).isEqualTo(WON);
    assertThat(table.claim(new Flag("n", 7), "c")).isEqualTo(WON);
    assertThat(table.claim(FLAG, "b")).isEqualTo(LOST);
  }

  @Test
  void theWonClaimsMadeAgainGiveAnEqualTable() {
    table.claim(new Flag("n", 1), "c");
    table.claim(FLAG, "a");
    table.claim(FLAG, "b");

    FlagTable copy = new FlagTable();
    table.wonClaims().forEach(claim -> copy.claim(claim.flag(), claim.claimant()));

    assertThat(copy.wonClaims())
        .isEqualTo(table.wonClaims())
        .containsExactly(new Command.Claim(FLAG, "a"), new Command.Claim(new Flag("n", 1), "c"));
  }
}
