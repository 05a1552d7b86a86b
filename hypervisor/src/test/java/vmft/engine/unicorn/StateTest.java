package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vmft.engine.HartState;
import vmft.engine.StopReason;

/** A state that is exported from one engine and imported into another has the same future. */
class StateTest {

  /** Integer and floating-point work with traps, forever, over memory behind the code. */
  private static Assembler worker() {
    int fs = 3 << 13;
    return new Assembler()
        .la(T0, "handler")
        .csrw(Csr.MTVEC, T0)
        .li(T0, fs)
        .csrrs(ZERO, Csr.MSTATUS, T0)
        .li(12, Guest.RAM + 0x1000)
        .label("loop")
        .addi(A0, A0, 3)
        .mul(A1, A0, A0)
        .word(0xd2250553) // fcvt.d.l fa0, a0
        .word(0x1aa575d3) // fdiv.d fa1, fa0, fa0
        .word(0x5a0575d3) // fsqrt.d fa1, fa0
        .csrr(14, 0x003)
        .sd(A1, 0, 12)
        .amoaddw(15, A0, 12)
        .csrr(16, Csr.INSTRET)
        .ecall()
        .j("loop")
        .align(4)
        .label("handler")
        .csrr(17, Csr.MEPC)
        .addi(17, 17, 4)
        .csrw(Csr.MEPC, 17)
        .addi(18, 18, 1)
        .mret();
  }

  private static void copyMemory(Guest from, Guest to) {
    byte[] ram = new byte[Guest.RAM_BYTES];
    from.engine.memory().read(Guest.RAM, ram, 0, ram.length);
    to.engine.memory().write(Guest.RAM, ram, 0, ram.length);
    to.engine.memoryWritten(Guest.RAM, ram.length);
  }

  @Test
  void theFutureOfAnImportedStateIsThatOfTheExported() {
    for (long at = 11; at < 400; at += 7) {
      try (Guest first = new Guest(worker());
          Guest second = new Guest(new Assembler())) {
        first.run(at);
        copyMemory(first, second);
        second.engine.importState(first.state());
        first.engine.settle();
        assertThat(second.state()).usingRecursiveComparison().isEqualTo(first.state());
        first.run(at + 1000);
        second.run(at + 1000);
        assertThat(second.state()).usingRecursiveComparison().isEqualTo(first.state());
        assertThat(second.x(14)).as("accrued floating-point flags").isNotZero();
      }
    }
  }

  @Test
  void lookingAtTheStateChangesNothing() {
    try (Guest first = new Guest(worker());
        Guest second = new Guest(worker())) {
      for (long at = 10; at < 2000; at += 10) {
        first.run(at);
        second.run(at);
        second.state();
        second.engine.interruptPending();
      }
      assertThat(second.state()).usingRecursiveComparison().isEqualTo(first.state());
    }
  }

  @Test
  void everyRegisterComesBackAsItWasSet() {
    try (Guest guest = new Guest(worker())) {
      HartState before = guest.state();
      long[] x = new long[32];
      long[] f = new long[32];
      for (int i = 1; i < 32; i++) {
        x[i] = 0x1234_5678_9abcL * i;
        f[i] = -0x1234_5678_9abcL * i;
      }
      var csrs = new TreeMap<>(before.csrs());
      csrs.put(0x003, 0x7fL);
      csrs.put(Csr.MSCRATCH, 77L);
      csrs.put(Csr.MIP, (long) Csr.MTIP | 2);
      csrs.put(0x3a0, 0x1fL);
      csrs.put(0x3b0, 0x2000_01ffL);
      HartState state = new HartState(1L << 40, 0x8000_0010L, 1, x, f, csrs, 0x8000_0000L, 5, true);
      guest.engine.importState(state);
      assertThat(guest.state()).usingRecursiveComparison().isEqualTo(state);
      assertThat(guest.engine.count()).isEqualTo(1L << 40);
    }
  }

  @Test
  void countsGoOnBeyondThirtyTwoBits() {
    try (Guest guest =
        new Guest(new Assembler().label("l").caddi(A0, 1).csrr(A1, Csr.INSTRET).j("l"))) {
      HartState s = guest.state();
      long start = (1L << 32) - 30;
      var csrs = new TreeMap<>(s.csrs());
      csrs.put(Csr.MINSTRET, start);
      guest.engine.importState(new HartState(start, s.pc(), 3, s.x(), s.f(), csrs, -1, 0, false));
      assertThat(guest.run(start + 60)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.engine.count()).isEqualTo(start + 60);
      assertThat(guest.x(A1)).isEqualTo(start + 58);
    }
  }

  @Test
  void aStateWithoutACsrIsRefusedByName() {
    try (Guest guest = new Guest(worker())) {
      HartState s = guest.state();
      var csrs = new TreeMap<>(s.csrs());
      csrs.remove(Csr.MTVEC);
      HartState incomplete = new HartState(0, s.pc(), 3, s.x(), s.f(), csrs, -1, 0, false);
      assertThatThrownBy(() -> guest.engine.importState(incomplete)).hasMessageContaining("0x305");
    }
  }

  @Test
  void anImportRevivesADeadHart() {
    try (Guest guest = new Guest(new Assembler().ecall())) {
      HartState fresh = guest.state();
      guest.engine.importState(fresh);
      guest.start(Csr.MACHINE, Guest.RAM, Map.of(Csr.MTVEC, 0L));
      assertThat(guest.run(10)).isEqualTo(StopReason.DEAD);
      guest.engine.importState(fresh);
      new Assembler().nop().label("l").j("l").into(guest.engine.memory(), Guest.RAM);
      guest.engine.memoryWritten(Guest.RAM, 16);
      assertThat(guest.run(10)).isEqualTo(StopReason.LIMIT);
    }
  }

  @Test
  void theMemoryOfAClosedEngineReadsAsZeros() {
    Guest guest = new Guest(worker());
    assertThat(guest.engine.memory().getInt(Guest.RAM)).isNotZero();
    guest.close();
    assertThat(guest.engine.memory().getInt(Guest.RAM)).isZero();
  }
}
