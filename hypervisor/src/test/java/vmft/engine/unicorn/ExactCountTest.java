package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.ZERO;

import org.junit.jupiter.api.Test;
import vmft.engine.StopReason;

/** Counts are exact, and a count names one point of the guest's history. */
class ExactCountTest {

  /** Two instructions, then for ever a loop of three, one of them compressed. */
  private static Assembler loop() {
    return new Assembler()
        .addi(A0, ZERO, 0)
        .addi(A1, ZERO, 1)
        .label("loop")
        .add(A0, A0, A1)
        .caddi(A1, 1)
        .j("loop");
  }

  @Test
  void aRunStopsAtTheFirstBlockThatStartsAtTheLimitOrLater() {
    try (Guest guest = new Guest(loop())) {
      for (long limit = 1; limit < 200; limit++) {
        assertThat(guest.run(limit)).isEqualTo(StopReason.LIMIT);
        long iterations = Math.max(1, (limit - 2 + 2) / 3);
        assertThat(guest.engine.count()).isEqualTo(2 + 3 * iterations);
        assertThat(guest.x(A1)).isEqualTo(1 + iterations);
        assertThat(guest.pc()).isEqualTo(Guest.RAM + 8);
      }
    }
  }

  @Test
  void aRunWhoseLimitIsReachedRunsNothing() {
    try (Guest guest = new Guest(loop())) {
      guest.run(5);
      var before = guest.state();
      assertThat(guest.run(5)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.state()).usingRecursiveComparison().isEqualTo(before);
    }
  }
}
