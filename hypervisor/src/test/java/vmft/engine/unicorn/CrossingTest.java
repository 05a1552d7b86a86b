package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.engine.StopReason;

/** Instructions that reach from one page into the next. */
class CrossingTest {
  private static final long ROOT = Guest.RAM + 0x10_0000;
  private static final long LEVEL1 = Guest.RAM + 0x10_1000;
  private static final long LEVEL0 = Guest.RAM + 0x10_2000;
  private static final long SV39 = 8L << 60 | ROOT >>> 12;
  private static final long VIRTUAL = 0x4000_0000L;
  private static final long PHYSICAL = Guest.RAM + 0x4000;
  private static final long HANDLER = Guest.RAM;
  private static final int RX = 0x4b;

  /** One page of code, whose end a 4-byte instruction crosses; the next page is not mapped. */
  private static Guest guest(int compressed, Hooks hooks) {
    Guest guest = new Guest(new Assembler().label("handler").wfi().j("handler"), hooks);
    Assembler code = new Assembler();
    for (int i = 0; i < compressed; i++) {
      code.caddi(A0, 1);
    }
    code.addi(A0, A0, 100).addi(A0, A0, 100).wfi();
    code.into(guest.engine.memory(), crossing(PHYSICAL) - 2L * compressed);
    guest
        .pte(ROOT, 1, LEVEL1, 1)
        .pte(LEVEL1, 0, LEVEL0, 1)
        .pte(LEVEL0, 0, PHYSICAL, RX)
        .engine
        .memoryWritten(Guest.RAM, Guest.RAM_BYTES);
    return guest.start(
        Csr.SUPERVISOR,
        crossing(VIRTUAL) - 2L * compressed,
        Map.of(Csr.MTVEC, HANDLER, Csr.SATP, SV39));
  }

  private static long crossing(long page) {
    return page + 0x1000 - 2;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void aFaultOfTheSecondPageIsThatOfTheInstructionWhichCrosses(int before) {
    for (Hooks hooks : new Hooks[] {Hooks.COUNTING, Hooks.CHECKED}) {
      try (Guest guest = guest(before, hooks)) {
        assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
        assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(12);
        assertThat(guest.csr(Csr.MEPC)).isEqualTo(crossing(VIRTUAL));
        assertThat(guest.csr(Csr.MTVAL)).isEqualTo(VIRTUAL + 0x1000);
        assertThat(guest.x(A0)).as("what came before it").isEqualTo(before);
        assertThat(guest.engine.count()).isEqualTo(before + 1);
      }
    }
  }

  @Test
  void onceThePageIsThereTheInstructionRuns() {
    try (Guest guest = guest(3, Hooks.CHECKED)) {
      guest.run(1000);
      guest.pte(LEVEL0, 1, PHYSICAL + 0x1000, RX);
      guest.engine.memoryWritten(LEVEL0, 0x1000);
      guest.start(Csr.SUPERVISOR, guest.csr(Csr.MEPC), Map.of());
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A0)).isEqualTo(203);
      assertThat(guest.engine.count()).isEqualTo(3 + 1 + 3).isEqualTo(guest.engine.checkedCount());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COUNTING", "CHECKED"})
  void aSecondPageThatIsNoMemoryIsAnAccessFaultOfThatInstruction(Hooks hooks) {
    try (Guest guest = guest(2, hooks)) {
      guest.pte(LEVEL0, 1, 0x2000_0000, RX);
      guest.engine.memoryWritten(LEVEL0, 0x1000);
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(1);
      assertThat(guest.csr(Csr.MEPC)).isEqualTo(crossing(VIRTUAL));
      assertThat(guest.csr(Csr.MTVAL)).isEqualTo(VIRTUAL + 0x1000);
      assertThat(guest.x(A0)).isEqualTo(2);
    }
  }

  @Test
  void anInterruptThatComesFirstIsTakenBeforeTheBlockBegins() {
    try (Guest guest = guest(5, Hooks.COUNTING)) {
      guest.start(
          Csr.SUPERVISOR,
          crossing(VIRTUAL) - 10,
          Map.of(Csr.MIE, (long) Csr.MTIP, Csr.MSTATUS, 0xa_0000_0000L));
      guest.engine.setInterruptLines(Csr.MTIP);
      guest.run(2);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Long.MIN_VALUE | 7);
      assertThat(guest.csr(Csr.MEPC)).isEqualTo(crossing(VIRTUAL) - 10);
      assertThat(guest.x(A0)).isZero();
    }
  }

  @Test
  void aStopWithinWhatComesBeforeMakesNoDifference() {
    try (Guest straight = guest(6, Hooks.COUNTING);
        Guest stopped = guest(6, Hooks.COUNTING)) {
      straight.run(1000);
      for (long limit = 1; stopped.run(limit) == StopReason.LIMIT; limit++) {
        assertThat(limit).isLessThan(1000);
      }
      assertThat(stopped.state()).usingRecursiveComparison().isEqualTo(straight.state());
    }
  }
}
