package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.S0;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.T1;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.engine.StopReason;

/**
 * Two engines that are fed the same events at the same counts stay equal, whatever else stops one
 * of them; and each count equals that of a hook on every instruction.
 */
class TwinTest {
  private static final int DATA = 0x2000;

  /** Traps, interrupts, devices, clocks, counters, waiting and self-modification, in one loop. */
  private static Assembler everything() {
    return new Assembler()
        .la(T0, "handler")
        .csrw(Csr.MTVEC, T0)
        .li(T0, Csr.MSIP | Csr.MTIP | Csr.MEIP)
        .csrw(Csr.MIE, T0)
        .csrrs(ZERO, Csr.MSTATUS, T0)
        .li(S0, TestBus.BASE)
        .li(12, Guest.RAM + DATA)
        .li(13, 0x13 | A1 << 7)
        .li(T1, 1 << 20)
        .label("loop")
        .caddi(A0, 1)
        .csrr(A1, Csr.TIME)
        .xor(9, 9, A1)
        .csrr(A1, Csr.INSTRET)
        .add(9, 9, A1)
        .csrr(A1, Csr.CYCLE)
        .cnop()
        .xor(9, 9, A1)
        .ecall()
        .lw(A1, 0, S0)
        .sw(A0, 8, S0)
        .amoaddw(A1, A0, 12)
        .add(9, 9, A1)
        .la(T0, "patched")
        .add(13, 13, T1)
        .sw(13, 0, T0)
        .fencei()
        .align(4)
        .label("patched")
        .nop()
        .add(9, 9, A1)
        .ld(A1, 16, S0)
        .half(0x6101)
        .csrrw(A1, Csr.SEED, ZERO)
        .xor(9, 9, A1)
        .wfi()
        .j("loop")
        .align(4)
        .label("handler")
        .csrr(14, Csr.MCAUSE)
        .add(9, 9, 14)
        .csrr(15, Csr.MEPC)
        .beq(14, ZERO, "back")
        .word(0x00075863) // bge a4, zero, +16: an exception
        .csrr(16, Csr.MIP)
        .csrrc(ZERO, Csr.MIE, 16)
        .mret()
        .nop()
        .lb(16, 0, 15)
        .addi(17, ZERO, 3)
        .word(0x01187833) // and a6, a6, a7
        .addi(15, 15, 2)
        .bne(16, 17, "back")
        .addi(15, 15, 2)
        .label("back")
        .csrw(Csr.MEPC, 15)
        .mret();
  }

  private static void step(Guest guest, long limit) {
    StopReason reason;
    do {
      reason = guest.run(limit);
      assertThat(reason).isNotIn(StopReason.DEAD, StopReason.DIVERGED);
    } while (reason != StopReason.LIMIT && reason != StopReason.WAIT_FOR_INTERRUPT);
  }

  /** Runs to exactly this count, by steps of a size of its own. */
  private static void reach(Guest guest, long count, Random pace) {
    while (guest.engine.count() < count) {
      step(guest, Math.min(count, guest.engine.count() + 1 + pace.nextInt(40)));
    }
    assertThat(guest.engine.count()).isEqualTo(count);
  }

  private static byte[] ram(Guest guest) {
    byte[] bytes = new byte[0x4000];
    guest.engine.memory().read(Guest.RAM, bytes, 0, bytes.length);
    return bytes;
  }

  private static void playTwins(long seed, Hooks secondHooks) {
    Random random = new Random(seed);
    try (Guest primary = new Guest(everything());
        Guest backup = new Guest(everything(), secondHooks)) {
      primary.engine.answerLive(0, System.nanoTime());
      for (int event = 0; event < 60; event++) {
        step(primary, primary.engine.count() + 1 + random.nextInt(300));
        primary.engine.drainAnswers(
            (kind, count, value) ->
                assertThat(backup.engine.offerAnswer(kind, count, value)).isTrue());
        reach(backup, primary.engine.count(), random);
        assertThat(backup.state())
            .as("seed %d", seed)
            .usingRecursiveComparison()
            .isEqualTo(primary.state());
        assertThat(Arrays.equals(ram(backup), ram(primary))).isTrue();
        int lines = 1 << (3 + 4 * random.nextInt(3));
        long dma = random.nextLong();
        for (Guest guest : new Guest[] {primary, backup}) {
          guest.engine.setInterruptLines(event % 3 == 0 ? 0 : lines);
          guest.engine.memory().putLong(Guest.RAM + DATA, dma);
          guest.engine.memoryWritten(Guest.RAM + DATA, 8);
        }
      }
      assertThat(backup.engine.count()).isGreaterThan(500);
      if (secondHooks == Hooks.CHECKED) {
        assertThat(backup.engine.checkedCount()).isEqualTo(backup.engine.count());
      }
    }
  }

  @Test
  void twinsStayEqualAtEveryEvent() {
    for (long seed = 1; seed <= 20; seed++) {
      playTwins(seed, Hooks.COUNTING);
    }
  }

  @Test
  void countsEqualThoseOfAHookOnEveryInstruction() {
    try (Guest guest = new Guest(everything(), Hooks.CHECKED)) {
      guest.engine.answerLive(0, System.nanoTime());
      for (int i = 1; i < 3000; i++) {
        step(guest, guest.engine.count() + i % 11 + 1);
        assertThat(guest.engine.checkedCount()).isEqualTo(guest.engine.count());
        guest.engine.setInterruptLines(i % 2 == 0 ? Csr.MTIP : 0);
      }
    }
  }
}
