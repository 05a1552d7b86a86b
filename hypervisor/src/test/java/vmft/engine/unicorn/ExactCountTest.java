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

  @Test
  void countersShowTheInstructionsRetiredBeforeTheirOwn() {
    Assembler program =
        new Assembler()
            .nop()
            .csrr(A0, Csr.INSTRET)
            .cnop()
            .csrr(A1, Csr.MCYCLE)
            .csrr(12, Csr.MINSTRET)
            .csrr(ZERO, Csr.CYCLE)
            .csrr(13, Csr.CYCLE)
            .wfi();
    try (Guest guest = new Guest(program)) {
      guest.run(100);
      assertThat(guest.x(A0)).isEqualTo(1);
      assertThat(guest.x(A1)).isEqualTo(3);
      assertThat(guest.x(12)).isEqualTo(4);
      assertThat(guest.x(13)).isEqualTo(6);
    }
  }

  @Test
  void aCounterReadBeforeAFetchFaultIsRightInTheHandler() {
    Assembler program =
        new Assembler()
            .la(A1, "handler")
            .csrw(Csr.MTVEC, A1)
            .li(A1, Guest.RAM + Guest.RAM_BYTES - 4)
            .jalr(ZERO, A1)
            .align(4)
            .label("handler")
            .wfi();
    try (Guest guest = new Guest(program)) {
      int readInstret = 0xc020_2573; // rdinstret a0, the last word of memory
      guest.engine.memory().putInt(Guest.RAM + Guest.RAM_BYTES - 4, readInstret);
      assertThat(guest.run(100)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A0)).isEqualTo(8);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(1);
      assertThat(guest.engine.count()).isEqualTo(10);
    }
  }

  /** Two programs in turn at one address, with blocks of one size and another number. */
  @Test
  void blocksThatLookAlikeAreToldApart() {
    Assembler program =
        new Assembler()
            .li(8, Guest.RAM + 0x1000)
            .li(12, 0x0001_0001)
            .li(13, 0x0000_0013)
            .label("loop")
            .sw(12, 0, 8)
            .fencei()
            .jalr(1, 8)
            .sw(13, 0, 8)
            .fencei()
            .jalr(1, 8)
            .caddi(A0, 1)
            .j("loop");
    try (Guest guest = new Guest(program, Hooks.CHECKED)) {
      guest.engine.memory().putInt(Guest.RAM + 0x1004, 0x8067);
      for (int limit = 20; limit < 2000; limit += 20) {
        guest.run(limit);
        assertThat(guest.engine.count()).isEqualTo(guest.engine.checkedCount());
      }
      assertThat(guest.x(A0)).isGreaterThan(100);
    }
  }

  @Test
  void aBareEngineRunsUntilTheGuestWaits() {
    Assembler program =
        new Assembler().addi(A0, ZERO, 100).label("l").caddi(A0, -1).bne(A0, ZERO, "l").wfi();
    try (Guest guest = new Guest(program, Hooks.BARE)) {
      assertThat(guest.run(1)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A0)).isZero();
    }
  }
}
