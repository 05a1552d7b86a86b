package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vmft.engine.StopReason;

/** A guest whose firmware is outside: calls of the supervisor, its interrupts, and its end. */
class FirmwareCallTest {
  private static final long CODE = Guest.RAM;
  private static final long HANDLER = Guest.RAM + 0x800;
  private static final int STVEC = 0x105;
  private static final int SSTATUS = 0x100;
  private static final int SIE = 0x104;
  private static final int SIP = 0x144;
  private static final int SSIP = 1 << 1;
  private static final int STIP = 1 << 5;

  private static Guest supervisor(Assembler body, Hooks hooks) {
    Assembler program = body.padTo(0x800).label("handler").csrr(A1, 0x142).wfi().j("handler");
    Guest guest = new Guest(program, hooks);
    guest.engine.becomeFirmware();
    return guest.start(
        Csr.SUPERVISOR, CODE, Map.of(Csr.MEDELEG, 0xb1ffL, Csr.MIDELEG, 0x222L, STVEC, HANDLER));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BARE")
  void aCallEndsTheRunBehindItselfAndCountsAsRetired(Hooks hooks) {
    try (Guest guest = supervisor(new Assembler().nop().cnop().ecall().nop().ecall(), hooks)) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.FIRMWARE_CALL);
      assertThat(guest.engine.count()).isEqualTo(3);
      assertThat(guest.pc()).isEqualTo(CODE + 10);
      assertThat(guest.state().privilege()).isEqualTo(Csr.SUPERVISOR);
      assertThat(guest.run(1000)).isEqualTo(StopReason.FIRMWARE_CALL);
      assertThat(guest.engine.count()).isEqualTo(5);
      if (hooks == Hooks.CHECKED) {
        assertThat(guest.engine.checkedCount()).isEqualTo(5);
      }
    }
  }

  @Test
  void argumentsAreReadAndResultsWritten() {
    Assembler body = new Assembler().li(A0, 7).li(A1, 9).ecall().add(A0, A0, A1).wfi();
    try (Guest guest = supervisor(body, Hooks.COUNTING)) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.FIRMWARE_CALL);
      long[] arguments = new long[2];
      guest.engine.readRegisters(A0, arguments);
      assertThat(arguments).containsExactly(7, 9);
      guest.engine.writeRegister(A0, 40);
      guest.engine.writeRegister(A1, -2);
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A0)).isEqualTo(38);
    }
  }

  @Test
  void aCallAtTheLimitIsMadeWhenTheRunGoesOn() {
    try (Guest guest =
        supervisor(new Assembler().nop().j("on").label("on").ecall(), Hooks.COUNTING)) {
      assertThat(guest.run(2)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.run(3)).isEqualTo(StopReason.FIRMWARE_CALL);
      assertThat(guest.run(3)).isEqualTo(StopReason.LIMIT);
    }
  }

  @Test
  void theTimersLineIsTheSupervisors() {
    Assembler body =
        new Assembler()
            .li(A0, STIP)
            .csrw(SIE, A0)
            .li(A0, 2)
            .csrrs(0, SSTATUS, A0)
            .label("idle")
            .j("idle");
    try (Guest guest = supervisor(body, Hooks.COUNTING)) {
      assertThat(guest.run(100)).isEqualTo(StopReason.LIMIT);
      guest.engine.setInterruptLines(STIP);
      assertThat(guest.run(1000)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.x(A1)).isEqualTo(1L << 63 | 5);
      guest.engine.setInterruptLines(0);
      assertThat(guest.csr(Csr.MIP) & STIP).isZero();
    }
  }

  @Test
  void aSoftwareInterruptStaysUntilTheSupervisorClearsIt() {
    Assembler body = new Assembler().ecall().csrr(A0, SIP).csrrc(0, SIP, A0).csrr(A1, SIP).wfi();
    try (Guest guest = supervisor(body, Hooks.COUNTING)) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.FIRMWARE_CALL);
      guest.engine.raiseSupervisorSoftwareInterrupt();
      guest.engine.setInterruptLines(0);
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A0)).isEqualTo(SSIP);
      assertThat(guest.x(A1)).isZero();
    }
  }

  @Test
  void aTrapThatIsNotDelegatedKillsTheGuest() {
    try (Guest guest = supervisor(new Assembler().nop().word(0xffffffff), Hooks.COUNTING)) {
      guest.start(Csr.SUPERVISOR, CODE, Map.of(Csr.MEDELEG, 0L));
      assertThat(guest.run(1000)).isEqualTo(StopReason.DEAD);
      assertThat(guest.engine.deathReason()).contains("machine mode").contains("cause 2");
      assertThat(guest.engine.count()).isEqualTo(1);
    }
  }

  @Test
  void aSupervisorThatJumpsNowhereWithoutAHandlerIsDead() {
    try (Guest guest =
        supervisor(new Assembler().li(A0, 0x1234_5678).jalr(0, A0), Hooks.COUNTING)) {
      guest.start(Csr.SUPERVISOR, CODE, Map.of(STVEC, 0L));
      assertThat(guest.run(1000)).isEqualTo(StopReason.DEAD);
      assertThat(guest.engine.deathReason()).contains("trap handler").contains("cause 1");
    }
  }
}
