package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.A2;
import static vmft.engine.unicorn.Assembler.A3;
import static vmft.engine.unicorn.Assembler.S0;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.T1;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.engine.StopReason;

/** CSRs that the shim keeps itself, because the architecture wants more than the engine does. */
class PrivilegedCsrTest {
  private static final long CODE = Guest.RAM;
  private static final long HANDLER = Guest.RAM + 0x800;
  private static final int TW = 1 << 21;
  private static final int TSR = 1 << 22;
  private static final int MPP = 3 << 11;

  private static Guest guest(Assembler body, int privilege, Map<Integer, Long> csrs) {
    Assembler program = body.padTo(0x800).label("handler").wfi().j("handler");
    Guest guest = new Guest(program, Hooks.CHECKED);
    return guest.start(privilege, CODE, Map.of(Csr.MTVEC, HANDLER)).start(privilege, CODE, csrs);
  }

  /** Runs to the handler or to a WFI; the two ways of counting agree there. */
  private static void runToWfi(Guest guest) {
    assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
    assertThat(guest.engine.count()).isEqualTo(guest.engine.checkedCount());
  }

  private static void expectIllegal(Guest guest, long epc, int privilege) {
    runToWfi(guest);
    assertThat(guest.csr(Csr.MCAUSE)).as("mcause").isEqualTo(2);
    assertThat(guest.csr(Csr.MEPC)).as("mepc").isEqualTo(epc);
    int word = guest.engine.memory().getInt(epc);
    assertThat(guest.csr(Csr.MTVAL)).as("mtval").isEqualTo(Integer.toUnsignedLong(word));
    assertThat(guest.csr(Csr.MSTATUS) >>> 11 & 3).as("MPP").isEqualTo(privilege);
  }

  @Test
  void aCounterShowsWhatWasWrittenToTheNextInstruction() {
    Assembler body =
        new Assembler()
            .addi(A0, ZERO, 1000)
            .csrrw(A1, Csr.MINSTRET, A0)
            .csrr(A2, Csr.MINSTRET)
            .csrr(A3, Csr.MCYCLE)
            .csrr(S0, Csr.INSTRET)
            .wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of())) {
      runToWfi(guest);
      assertThat(guest.x(A1)).isEqualTo(1);
      assertThat(guest.x(A2)).isEqualTo(1000);
      assertThat(guest.x(A3)).as("the other counter").isEqualTo(3);
      assertThat(guest.x(S0)).as("the same counter").isEqualTo(1002);
      assertThat(guest.csr(Csr.MINSTRET)).isEqualTo(1004);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "1, 3, 0", "0, 7, 3", "0, 3, 7"})
  void aCounterThatIsNotEnabledTrapsWhereItIsRead(int privilege, long machine, long supervisor) {
    Assembler body =
        new Assembler().addi(A0, A0, 5).cnop().csrr(A1, Csr.INSTRET).addi(A0, A0, 5).wfi();
    Map<Integer, Long> csrs = Map.of(Csr.MCOUNTEREN, machine, Csr.SCOUNTEREN, supervisor);
    try (Guest guest = guest(body, privilege, csrs)) {
      guest.start(privilege, CODE, Map.of());
      expectIllegal(guest, CODE + 6, privilege);
      assertThat(guest.x(A0)).as("what came before").isEqualTo(5);
      assertThat(guest.x(A1)).as("rd").isZero();
      assertThat(guest.engine.count()).isEqualTo(2 + 1);
    }
  }

  @Test
  void aForbiddenCounterAtTheStartOfABlockTrapsAgainAndAgain() {
    Assembler body = new Assembler().csrr(A1, Csr.CYCLE);
    try (Guest guest = guest(body, Csr.USER, Map.of())) {
      for (int i = 0; i < 3; i++) {
        expectIllegal(guest, CODE, Csr.USER);
        guest.start(Csr.USER, CODE, Map.of());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Csr.CYCLE, Csr.INSTRET})
  void aCounterThatIsEnabledCanBeReadInUserMode(int csr) {
    Assembler body = new Assembler().nop().csrr(A1, csr).ecall();
    Map<Integer, Long> csrs = Map.of(Csr.MCOUNTEREN, 7L, Csr.SCOUNTEREN, 7L);
    try (Guest guest = guest(body, Csr.USER, csrs)) {
      runToWfi(guest);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(8);
      assertThat(guest.x(A1)).isEqualTo(1);
    }
  }

  @Test
  void inhibitingCountersIsNotThereAndLeavesTheirEnablingAlone() {
    Assembler body =
        new Assembler()
            .addi(A0, ZERO, -1)
            .csrrw(A1, Csr.MCOUNTINHIBIT, A0)
            .csrr(A2, Csr.MCOUNTINHIBIT)
            .csrw(Csr.MCOUNTINHIBIT, ZERO)
            .wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of(Csr.MCOUNTEREN, 5L))) {
      runToWfi(guest);
      assertThat(guest.x(A1)).isZero();
      assertThat(guest.x(A2)).isZero();
      assertThat(guest.csr(Csr.MCOUNTEREN)).isEqualTo(5);
    }
  }

  @Test
  void thereIsNoTrigger() {
    Assembler body =
        new Assembler()
            .addi(A0, ZERO, -1)
            .csrw(Csr.TSELECT, A0)
            .csrw(Csr.TDATA1, A0)
            .csrr(A1, Csr.TSELECT)
            .csrr(A2, Csr.TDATA1)
            .wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of())) {
      runToWfi(guest);
      assertThat(guest.x(A1) | guest.x(A2)).isZero();
      assertThat(guest.csr(Csr.MCAUSE)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Csr.MSTATUS, Csr.MIE, Csr.MIP, Csr.MCYCLE, Csr.TSELECT})
  void aCsrOfMachineModeTrapsInSupervisorMode(int csr) {
    Assembler body = new Assembler().addi(A1, ZERO, 9).csrr(A1, csr);
    try (Guest guest = guest(body, Csr.SUPERVISOR, Map.of())) {
      expectIllegal(guest, CODE + 4, Csr.SUPERVISOR);
      assertThat(guest.x(A1)).isEqualTo(9);
    }
  }

  @Test
  void statusKeepsWhatTheArchitectureHasAndNothingElse() {
    Assembler body =
        new Assembler()
            .addi(A0, ZERO, -1)
            .csrrw(A1, Csr.MSTATUS, A0)
            .csrr(A2, Csr.MSTATUS)
            .csrrw(A3, Csr.MSTATUS, ZERO)
            .wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of())) {
      runToWfi(guest);
      assertThat(guest.x(A1)).isEqualTo(0xa_0000_0000L);
      assertThat(guest.x(A2)).isEqualTo(0x8000_000a_007e_79aaL).isEqualTo(guest.x(A3));
      assertThat(guest.csr(Csr.MSTATUS)).isEqualTo(0xa_0000_0000L);
    }
  }

  @Test
  void supervisorModeSeesThatUserModeHas64BitsAndWhetherFloatingPointIsDirty() {
    Assembler body =
        new Assembler()
            .addi(A0, ZERO, 0x40)
            .csrrw(A1, 0x003, A0)
            .csrr(A2, Csr.SSTATUS)
            .li(A0, 3 << 13)
            .csrrc(A3, Csr.SSTATUS, A0)
            .csrrs(A0, Csr.SSTATUS, ZERO)
            .wfi();
    Map<Integer, Long> csrs = Map.of(Csr.MSTATUS, 0xa_0000_2000L);
    try (Guest guest = guest(body, Csr.SUPERVISOR, csrs)) {
      runToWfi(guest);
      assertThat(guest.x(A2)).isEqualTo(0x8000_0002_0000_6000L).isEqualTo(guest.x(A3));
      assertThat(guest.x(A0)).isEqualTo(2L << 32);
      assertThat(guest.csr(Csr.MSTATUS)).isEqualTo(0xa_0000_0000L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Csr.SEPC, Csr.MEPC})
  void anAddressToReturnToIsEven(int csr) {
    Assembler body = new Assembler().addi(A0, ZERO, 0x7f).csrw(csr, A0).csrr(A1, csr).wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of())) {
      runToWfi(guest);
      assertThat(guest.x(A1)).isEqualTo(0x7e);
    }
  }

  @Test
  void thereIsNoModeTwo() {
    Assembler body =
        new Assembler()
            .li(A0, 1 << 11)
            .csrw(Csr.MSTATUS, A0)
            .li(A0, 2 << 11)
            .csrw(Csr.MSTATUS, A0)
            .csrr(A1, Csr.MSTATUS)
            .wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of())) {
      runToWfi(guest);
      assertThat(guest.x(A1) & MPP).isEqualTo(1 << 11);
    }
  }

  @Test
  void anSretIsTrappedByTsr() {
    try (Guest guest =
        guest(new Assembler().nop().sret(), Csr.SUPERVISOR, Map.of(Csr.MSTATUS, (long) TSR))) {
      expectIllegal(guest, CODE + 4, Csr.SUPERVISOR);
    }
  }

  @Test
  void aWfiOfSupervisorModeIsTrappedByTw() {
    try (Guest guest =
        guest(new Assembler().nop().wfi(), Csr.SUPERVISOR, Map.of(Csr.MSTATUS, (long) TW))) {
      expectIllegal(guest, CODE + 4, Csr.SUPERVISOR);
    }
  }

  @Test
  void aWfiOfUserModeTraps() {
    try (Guest guest = guest(new Assembler().nop().wfi(), Csr.USER, Map.of())) {
      expectIllegal(guest, CODE + 4, Csr.USER);
    }
  }

  @Test
  void aWfiInFrontOfACsrStillWaits() {
    Assembler body = new Assembler().nop().wfi().csrr(A0, Csr.MIP).addi(A1, ZERO, 1).wfi();
    Map<Integer, Long> csrs = Map.of(Csr.MIE, (long) Csr.MTIP);
    try (Guest guest = guest(body, Csr.MACHINE, csrs)) {
      runToWfi(guest);
      assertThat(guest.engine.count()).isEqualTo(2);
      assertThat(guest.pc()).isEqualTo(CODE + 8);
      guest.engine.setInterruptLines(Csr.MTIP);
      assertThat(guest.run(5)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.x(A0)).isEqualTo(Csr.MTIP);
      assertThat(guest.x(A1)).isEqualTo(1);
    }
  }

  @Test
  void aFenceOfTranslationsInFrontOfACsrIsObeyed() {
    Assembler body = new Assembler().nop().sfence().csrr(A0, Csr.MIE).wfi();
    try (Guest guest = guest(body, Csr.MACHINE, Map.of(Csr.MIE, (long) Csr.MTIP))) {
      runToWfi(guest);
      assertThat(guest.x(A0)).isEqualTo(Csr.MTIP);
      assertThat(guest.engine.count()).isEqualTo(4);
    }
  }

  @Test
  void aFaultInFrontOfACsrComesFromTheModeThatTheHartIsIn() {
    Assembler body = new Assembler().li(A0, 0x2000_0000).lw(A1, 0, A0).csrr(A2, Csr.MSTATUS);
    try (Guest guest = guest(body, Csr.MACHINE, Map.of())) {
      runToWfi(guest);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(5);
      assertThat(guest.csr(Csr.MSTATUS) & MPP).isEqualTo(MPP);
      assertThat(guest.state().privilege()).isEqualTo(Csr.MACHINE);
    }
  }

  @Test
  void supervisorModeSeesAndSetsOnlyWhatIsDelegated() {
    Assembler body =
        new Assembler()
            .addi(T0, ZERO, -1)
            .csrrs(A0, Csr.SIE, T0)
            .csrr(A1, Csr.SIE)
            .csrrs(A2, Csr.SIP, T0)
            .csrr(A3, Csr.SIP)
            .addi(T1, ZERO, 1)
            .ecall();
    Map<Integer, Long> csrs =
        Map.of(Csr.MIDELEG, 0x202L, Csr.MIE, 0x88L, Csr.MIP, 0x20L, Csr.MSTATUS, 0L);
    try (Guest guest = guest(body, Csr.SUPERVISOR, csrs)) {
      assertThat(guest.run(20)).as("pending, so no WFI waits").isEqualTo(StopReason.LIMIT);
      assertThat(guest.x(A0)).isZero();
      assertThat(guest.x(A1)).isEqualTo(0x202);
      assertThat(guest.csr(Csr.MIE)).isEqualTo(0x28a);
      assertThat(guest.x(A2)).isZero();
      assertThat(guest.x(A3)).as("SSIP alone can be set").isEqualTo(2);
      assertThat(guest.csr(Csr.MIP)).isEqualTo(0x22);
    }
  }
}
