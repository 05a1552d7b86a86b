package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.A2;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vmft.engine.StopReason;

/**
 * Synchronous exceptions: cause, epc and tval, in machine mode and delegated to supervisor mode.
 */
class TrapTest {
  private static final long CODE = Guest.RAM;
  private static final long HANDLER = Guest.RAM + 0x800;
  private static final long ROOT = Guest.RAM + 0x10_0000;
  private static final long LEVEL1 = Guest.RAM + 0x10_1000;
  private static final long LEVEL0 = Guest.RAM + 0x10_2000;
  private static final long SV39 = 8L << 60 | ROOT >>> 12;
  private static final int URWX = 0xdf;
  private static final int SRWX = 0xcf;
  private static final int SRW = 0xc7;

  /** The program, with a WFI loop where traps go; {@code nops} come first to tell counts apart. */
  private static Assembler program(Assembler body) {
    return body.padTo(0x800).label("handler").wfi().j("handler");
  }

  private static Guest machineMode(Assembler body) {
    return new Guest(program(body)).start(Csr.MACHINE, CODE, Map.of(Csr.MTVEC, HANDLER));
  }

  private static void expectMachineTrap(Guest guest, long cause, long epc, long tval) {
    assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
    assertThat(guest.csr(Csr.MCAUSE)).as("mcause").isEqualTo(cause);
    assertThat(guest.csr(Csr.MEPC)).as("mepc").isEqualTo(epc);
    assertThat(guest.csr(Csr.MTVAL)).as("mtval").isEqualTo(tval);
    assertThat(guest.state().privilege()).isEqualTo(Csr.MACHINE);
  }

  private static void expectSupervisorTrap(Guest guest, long cause, long epc, long tval) {
    assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
    assertThat(guest.csr(Csr.SCAUSE)).as("scause").isEqualTo(cause);
    assertThat(guest.csr(Csr.SEPC)).as("sepc").isEqualTo(epc);
    assertThat(guest.csr(Csr.STVAL)).as("stval").isEqualTo(tval);
    assertThat(guest.state().privilege()).isEqualTo(Csr.SUPERVISOR);
  }

  @Test
  void anEcallOfMachineModeHasCause11AndIsNotRetired() {
    try (Guest guest = machineMode(new Assembler().nop().cnop().ecall())) {
      expectMachineTrap(guest, 11, CODE + 6, 0);
      assertThat(guest.engine.count()).isEqualTo(2 + 1);
    }
  }

  @Test
  void anIllegalInstructionShowsItsBitsInTval() {
    try (Guest guest = machineMode(new Assembler().nop().word(0xffffffff))) {
      expectMachineTrap(guest, 2, CODE + 4, 0xffffffffL);
    }
  }

  @Test
  void anIllegalCompressedInstructionShowsItsSixteenBits() {
    // c.addi16sp with an immediate of 0, which is reserved
    try (Guest guest = machineMode(new Assembler().cnop().half(0x6101).nop())) {
      expectMachineTrap(guest, 2, CODE + 2, 0x6101);
    }
  }

  @Test
  void aCsrThatDoesNotExistIsIllegal() {
    try (Guest guest = machineMode(new Assembler().nop().csrr(A0, 0x7c0))) {
      expectMachineTrap(guest, 2, CODE + 4, 0x7c00_2573L);
      assertThat(guest.engine.count()).isEqualTo(1 + 1);
    }
  }

  @Test
  void breakpointsOfBothLengthsTrapWhereTheyStand() {
    try (Guest guest = machineMode(new Assembler().nop().ebreak())) {
      expectMachineTrap(guest, 3, CODE + 4, CODE + 4);
      assertThat(guest.engine.count()).isEqualTo(1 + 1);
    }
    try (Guest guest = machineMode(new Assembler().cnop().cebreak())) {
      expectMachineTrap(guest, 3, CODE + 2, CODE + 2);
    }
  }

  @Test
  void aMisalignedAtomicTrapsWithItsAddress() {
    Assembler body = new Assembler().li(A0, Guest.RAM + 0x2002).amoaddw(A1, A2, A0);
    try (Guest guest = machineMode(body)) {
      expectMachineTrap(guest, 6, CODE + 16, Guest.RAM + 0x2002);
    }
  }

  @ParameterizedTest
  @CsvSource({"0x0", "0x7ffffff8", "0x80400000", "0x20000000"})
  void aLoadFromNowhereIsALoadAccessFault(String hex) {
    long address = Long.decode(hex);
    try (Guest guest =
        machineMode(new Assembler().li(A0, address).addi(A1, ZERO, 7).ld(A1, 0, A0))) {
      expectMachineTrap(guest, 5, CODE + 20, address);
      assertThat(guest.x(A1)).as("the register is not written").isEqualTo(7);
      assertThat(guest.engine.count()).isEqualTo(5 + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"0x0", "0x7ffffff8", "0x80400000", "0x20000000"})
  void aStoreToNowhereIsAStoreAccessFault(String hex) {
    long address = Long.decode(hex);
    try (Guest guest = machineMode(new Assembler().li(A0, address).nop().sd(A1, 0, A0).nop())) {
      expectMachineTrap(guest, 7, CODE + 20, address);
      assertThat(guest.engine.count()).isEqualTo(5 + 1);
    }
  }

  @Test
  void zeroedMemoryIsNoInstruction() {
    try (Guest guest = machineMode(new Assembler().cnop().half(0).half(0))) {
      expectMachineTrap(guest, 2, CODE + 2, 0);
      assertThat(guest.engine.count()).isEqualTo(1 + 1);
    }
  }

  @Test
  void aMisalignedReservationIsALoad() {
    int lr = 0x1000_202f | A1 << 7 | A0 << 15;
    try (Guest guest = machineMode(new Assembler().li(A0, Guest.RAM + 0x2002).word(lr))) {
      expectMachineTrap(guest, 4, CODE + 16, Guest.RAM + 0x2002);
    }
  }

  @Test
  void anAtomicOutsideMemoryIsAnAccessFaultAndDoesNotHang() {
    try (Guest guest = machineMode(new Assembler().li(A0, 0x2000_0000).amoaddw(A1, A2, A0))) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(7);
      assertThat(guest.csr(Csr.MTVAL)).isEqualTo(0x2000_0000);
    }
  }

  @Test
  void compressedLoadsAndStoresNameTheAddressAtFault() {
    // c.ld a0, 8(a1); c.sdsp a1, 16(sp), with a1 = 0x2000_0000 and sp = 0x3000_0000
    try (Guest guest = machineMode(new Assembler().li(A1, 0x2000_0000).half(0x6588).nop())) {
      expectMachineTrap(guest, 5, CODE + 16, 0x2000_0008);
    }
    try (Guest guest = machineMode(new Assembler().li(2, 0x3000_0000).half(0xe82e).nop())) {
      expectMachineTrap(guest, 7, CODE + 16, 0x3000_0010);
    }
  }

  @ParameterizedTest
  @CsvSource({"0x0", "0x20000000", "0x10000000", "0xfffffff0"})
  void aJumpToNowhereOrIntoADeviceIsAFetchAccessFault(String hex) {
    long address = Long.decode(hex);
    try (Guest guest = machineMode(new Assembler().li(A0, address).jalr(ZERO, A0))) {
      expectMachineTrap(guest, 1, address, address);
      assertThat(guest.engine.count()).isEqualTo(5 + 1);
    }
  }

  @Test
  void runningOverTheEndOfMemoryIsAFetchAccessFault() {
    long last = Guest.RAM + Guest.RAM_BYTES - 4;
    try (Guest guest = machineMode(new Assembler().li(A0, last).jalr(ZERO, A0))) {
      guest.engine.memory().putInt(last, 0x13);
      expectMachineTrap(guest, 1, last + 4, last + 4);
    }
  }

  @Test
  void anAccessFaultThatIsDelegatedGoesToSupervisorMode() {
    Assembler body = new Assembler().li(A0, 0x2000_0000).nop().ld(A1, 0, A0);
    try (Guest guest = new Guest(program(body))) {
      guest.start(Csr.USER, CODE, Map.of(Csr.STVEC, HANDLER, Csr.MEDELEG, 1L << 5));
      expectSupervisorTrap(guest, 5, CODE + 20, 0x2000_0000);
      assertThat(guest.csr(Csr.MSTATUS) >>> 8 & 1).as("SPP").isZero();
    }
  }

  @Test
  void ecallsOfLesserModesHaveTheirOwnCauses() {
    try (Guest guest = new Guest(program(new Assembler().ecall()))) {
      guest.start(Csr.USER, CODE, Map.of(Csr.MTVEC, HANDLER));
      expectMachineTrap(guest, 8, CODE, 0);
    }
    try (Guest guest = new Guest(program(new Assembler().ecall()))) {
      guest.start(Csr.SUPERVISOR, CODE, Map.of(Csr.MTVEC, HANDLER));
      expectMachineTrap(guest, 9, CODE, 0);
      assertThat(guest.csr(Csr.MSTATUS) >>> 11 & 3).as("MPP").isEqualTo(1);
    }
  }

  /** Code and handler mapped at their own addresses in one 2 MiB page, and a few 4 KiB pages. */
  private static Guest paged(Assembler body, int privilege, int flags) {
    Guest guest = new Guest(program(body));
    guest
        .pte(ROOT, 2, LEVEL1, 1)
        .pte(LEVEL1, 0, Guest.RAM, flags)
        .pte(LEVEL1, 1, LEVEL0, 1)
        .pte(LEVEL0, 0, Guest.RAM + 0x20_0000, SRW);
    guest.engine.memoryWritten(ROOT, 0x3000);
    Map<Integer, Long> csrs =
        Map.of(Csr.STVEC, HANDLER, Csr.MEDELEG, 0xb1ffL, Csr.SATP, SV39, Csr.MTVEC, HANDLER);
    return guest.start(privilege, CODE, csrs);
  }

  @Test
  void aLoadThroughAMissingPageIsAPageFaultInSupervisorMode() {
    long missing = Guest.RAM + 0x20_1008;
    try (Guest guest = paged(new Assembler().li(A0, missing).ld(A1, 0, A0), Csr.SUPERVISOR, SRWX)) {
      expectSupervisorTrap(guest, 13, CODE + 16, missing);
    }
  }

  @Test
  void aStoreThroughAMissingPageIsAPageFaultInSupervisorMode() {
    long missing = Guest.RAM + 0x20_1008;
    try (Guest guest = paged(new Assembler().li(A0, missing).sd(A1, 0, A0), Csr.SUPERVISOR, SRWX)) {
      expectSupervisorTrap(guest, 15, CODE + 16, missing);
    }
  }

  @Test
  void aFetchFromAPageThatIsNotExecutableIsAPageFault() {
    long data = Guest.RAM + 0x20_0000;
    try (Guest guest = paged(new Assembler().li(A0, data).jalr(ZERO, A0), Csr.SUPERVISOR, SRWX)) {
      expectSupervisorTrap(guest, 12, data, data);
      assertThat(guest.engine.count()).isEqualTo(5 + 1);
    }
  }

  @Test
  void anUndelegatedPageFaultGoesToMachineMode() {
    long missing = Guest.RAM + 0x20_1008;
    try (Guest guest = paged(new Assembler().li(A0, missing).ld(A1, 0, A0), Csr.SUPERVISOR, SRWX)) {
      guest.start(Csr.SUPERVISOR, CODE, Map.of(Csr.MEDELEG, 0L));
      expectMachineTrap(guest, 13, CODE + 16, missing);
    }
  }

  @Test
  void aPageThatMapsNowhereIsAnAccessFaultAtTheVirtualAddress() {
    long virtual = Guest.RAM + 0x20_2010;
    try (Guest guest = paged(new Assembler().li(A0, virtual).ld(A1, 0, A0), Csr.SUPERVISOR, SRWX)) {
      guest.pte(LEVEL0, 2, 0x2000_0000, SRW);
      expectSupervisorTrap(guest, 5, CODE + 16, virtual);
    }
  }

  @Test
  void aPageTableOutsideMemoryIsAnAccessFault() {
    long virtual = 0x4000_0000;
    try (Guest guest = paged(new Assembler().li(A0, virtual).ld(A1, 0, A0), Csr.SUPERVISOR, SRWX)) {
      guest.pte(ROOT, 1, 0x2000_0000, 1);
      expectSupervisorTrap(guest, 5, CODE + 16, virtual);
    }
  }

  @Test
  void userModeReachesItsHandlerAndComesBackBySret() {
    Assembler body =
        new Assembler()
            .addi(A0, ZERO, 1)
            .ecall()
            .addi(A0, A0, 1)
            .label("spin")
            .j("spin")
            .padTo(0x800)
            .label("handler")
            .csrr(T0, Csr.SEPC)
            .addi(T0, T0, 4)
            .csrw(Csr.SEPC, T0)
            .addi(A1, A1, 1)
            .sret();
    try (Guest guest = new Guest(body)) {
      guest.pte(ROOT, 2, LEVEL1, 1).pte(LEVEL1, 0, Guest.RAM, URWX);
      // The handler runs with satp off: its page belongs to the user.
      guest.start(Csr.USER, CODE, Map.of(Csr.STVEC, HANDLER, Csr.MEDELEG, 1L << 8));
      assertThat(guest.run(20)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.x(A0)).isEqualTo(2);
      assertThat(guest.x(A1)).isEqualTo(1);
      assertThat(guest.state().privilege()).isEqualTo(Csr.USER);
    }
  }

  @Test
  void aHandlerThatCannotBeFetchedIsTheEndOfTheGuest() {
    try (Guest guest = new Guest(new Assembler().nop().ecall())) {
      guest.start(Csr.MACHINE, CODE, Map.of(Csr.MTVEC, 0x2000_0000L));
      assertThat(guest.run(1000)).isEqualTo(StopReason.DEAD);
      assertThat(guest.engine.deathReason())
          .contains("pc 0x20000000", "cause 1", "tval 0x20000000")
          .doesNotContain("\n");
      assertThat(guest.run(1000)).isEqualTo(StopReason.DEAD);
      assertThat(guest.engine.count()).isEqualTo(1);
    }
  }

  @Test
  void aHandlerThatTrapsAtOnceIsTheEndOfTheGuest() {
    try (Guest guest = new Guest(new Assembler().ecall().padTo(0x800).ecall())) {
      guest.start(Csr.MACHINE, CODE, Map.of(Csr.MTVEC, HANDLER));
      assertThat(guest.run(1000)).isEqualTo(StopReason.DEAD);
    }
  }

  @Test
  void aHandlerPageThatIsMissingIsTheEndOfTheGuest() {
    try (Guest guest = paged(new Assembler().ecall(), Csr.SUPERVISOR, SRWX)) {
      guest.start(Csr.SUPERVISOR, CODE, Map.of(Csr.STVEC, 0x1_0000_0000L, Csr.MEDELEG, 0xb3ffL));
      assertThat(guest.run(1000)).isEqualTo(StopReason.DEAD);
      assertThat(guest.engine.deathReason()).contains("cause 12");
    }
  }
}
