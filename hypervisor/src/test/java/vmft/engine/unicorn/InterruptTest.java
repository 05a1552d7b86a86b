package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.engine.StopReason;

/** Interrupts arrive at exact counts, and WFI waits for them. */
class InterruptTest {
  private static final long HANDLER = Guest.RAM + 0x100;

  /** Counts in a0; the handler counts in a1 and masks the interrupt that came. */
  private static Assembler countingGuest() {
    return new Assembler()
        .li(T0, HANDLER)
        .csrw(Csr.MTVEC, T0)
        .li(T0, Csr.MSIP | Csr.MTIP | Csr.MEIP)
        .csrw(Csr.MIE, T0)
        .addi(T0, ZERO, Csr.MSTATUS_MIE)
        .csrrs(ZERO, Csr.MSTATUS, T0)
        .label("loop")
        .caddi(A0, 1)
        .nop()
        .j("loop")
        .padTo(0x100)
        .addi(A1, A1, 1)
        .csrw(Csr.MIE, ZERO)
        .mret();
  }

  @ParameterizedTest
  @ValueSource(ints = {Csr.MSIP, Csr.MTIP, Csr.MEIP})
  void aLineThatRisesInterruptsBeforeTheNextInstruction(int line) {
    try (Guest guest = new Guest(countingGuest())) {
      guest.run(1000);
      long count = guest.engine.count();
      long counted = guest.x(A0);
      long pc = guest.pc();
      guest.engine.setInterruptLines(line);
      assertThat(guest.engine.interruptPending()).isTrue();
      assertThat(guest.run(count + 1)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.engine.count()).isEqualTo(count + 2);
      assertThat(guest.x(A0)).isEqualTo(counted);
      assertThat(guest.x(A1)).isEqualTo(1);
      assertThat(guest.csr(Csr.MEPC)).isEqualTo(pc);
      int cause = Integer.numberOfTrailingZeros(line);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Long.MIN_VALUE | cause);
      assertThat(guest.csr(Csr.MIP)).isEqualTo(line);
    }
  }

  @Test
  void aLineThatFallsBeforeTheGuestLooksIsNeverSeen() {
    try (Guest guest = new Guest(countingGuest())) {
      guest.run(1000);
      guest.engine.setInterruptLines(Csr.MTIP);
      guest.engine.setInterruptLines(0);
      guest.run(2000);
      assertThat(guest.x(A1)).isZero();
      assertThat(guest.csr(Csr.MIP)).isZero();
    }
  }

  @Test
  void aRunThatBeginsWithAnInterruptDoesNotStopAgainAtTheSameCount() {
    try (Guest guest = new Guest(countingGuest())) {
      guest.run(1000);
      long count = guest.engine.count();
      guest.engine.setInterruptLines(Csr.MTIP);
      guest.engine.requestStop();
      assertThat(guest.run(5000)).isEqualTo(StopReason.REQUESTED);
      assertThat(guest.engine.count()).isEqualTo(count);
      assertThat(guest.run(count + 1)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.engine.count()).isGreaterThan(count);
    }
  }

  @Test
  void theSameLineAtTheSameCountGivesTheSameStateOnASecondEngine() {
    for (int seed = 0; seed < 40; seed++) {
      long at = 50 + 37L * seed;
      try (Guest first = new Guest(countingGuest());
          Guest second = new Guest(countingGuest())) {
        first.run(at);
        first.engine.setInterruptLines(Csr.MTIP);
        first.run(at + 500);
        // The second arrives there in many small steps.
        while (second.engine.count() < at) {
          second.run(Math.min(at, second.engine.count() + 1 + seed % 5));
        }
        second.engine.setInterruptLines(Csr.MTIP);
        while (second.engine.count() < at + 500) {
          second.run(Math.min(at + 500, second.engine.count() + 1 + seed % 7));
        }
        assertThat(second.state()).usingRecursiveComparison().isEqualTo(first.state());
      }
    }
  }

  /** Waits with the timer enabled in mie, but not delivered; four more instructions follow. */
  private static Assembler waitingGuest() {
    return new Assembler()
        .addi(T0, ZERO, Csr.MTIP)
        .csrw(Csr.MIE, T0)
        .nop()
        .wfi()
        .addi(A0, A0, 1)
        .cnop()
        .label("end")
        .j("end");
  }

  @Test
  void aWfiStopsTheRunBehindItselfAndIsRetired() {
    try (Guest guest = new Guest(waitingGuest())) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.engine.count()).isEqualTo(4);
      assertThat(guest.pc()).isEqualTo(Guest.RAM + 16);
      assertThat(guest.state().waiting()).isTrue();
      assertThat(guest.engine.interruptPending()).isFalse();
      guest.engine.setInterruptLines(Csr.MTIP);
      assertThat(guest.engine.interruptPending()).isTrue();
      assertThat(guest.run(6)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.engine.count()).isEqualTo(7);
      assertThat(guest.x(A0)).isEqualTo(1);
      assertThat(guest.state().waiting()).isFalse();
    }
  }

  @Test
  void aWfiWithAnInterruptPendingFallsThrough() {
    try (Guest guest = new Guest(waitingGuest())) {
      guest.engine.setInterruptLines(Csr.MTIP);
      assertThat(guest.run(20)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.x(A0)).isEqualTo(1);
    }
  }

  private static Assembler spinning() {
    return new Assembler().label("spin").j("spin").padTo(0x100).label("handler").j("handler");
  }

  @Test
  void aDelegatedExternalInterruptGoesToSupervisorMode() {
    try (Guest guest = new Guest(spinning())) {
      guest.start(
          Csr.USER,
          Guest.RAM,
          Map.of(Csr.STVEC, HANDLER, Csr.MIDELEG, (long) Csr.SEIP, Csr.MIE, (long) Csr.SEIP));
      guest.run(10);
      guest.engine.setInterruptLines(Csr.SEIP);
      guest.run(12);
      assertThat(guest.csr(Csr.SCAUSE)).isEqualTo(Long.MIN_VALUE | 9);
      assertThat(guest.state().privilege()).isEqualTo(Csr.SUPERVISOR);
    }
  }
}
