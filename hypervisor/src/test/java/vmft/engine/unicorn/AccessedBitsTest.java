package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.A2;
import static vmft.engine.unicorn.Assembler.A3;
import static vmft.engine.unicorn.Assembler.A4;
import static vmft.engine.unicorn.Assembler.S0;
import static vmft.engine.unicorn.Assembler.S1;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.T1;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * When the engine's TLB forgets a page decides when an accessed bit is set again. The guest can see
 * that, so it must not depend on the host's time.
 */
class AccessedBitsTest {
  private static final long ROOT = Guest.RAM + 0x10_0000;
  private static final long LEVEL1 = Guest.RAM + 0x10_1000;
  private static final long LEVEL0 = Guest.RAM + 0x10_2000;
  private static final long LEVEL1_OF_ALIASES = Guest.RAM + 0x10_3000;
  private static final int SRW = 0x7; // accessed and dirty bits clear

  /**
   * What is touched.
   *
   * @param count a power of two
   * @param shift logarithm of their size
   * @param table where their entries stand
   */
  private record Pages(long virtual, int count, int shift, long table) {
    /** More than the engine's TLB holds at first, each with a place of its own. */
    static final Pages MANY = new Pages(Guest.RAM + 0x20_0000, 512, 12, LEVEL0);

    /** More than the engine's TLB holds at one place, all at the place of the code. */
    static final Pages AT_ONE_PLACE = new Pages(0xc000_0000L, 16, 21, LEVEL1_OF_ALIASES);
  }

  private static final int SEEN = 24;
  private static final int FLUSH_MASK = 20;
  private static final int MASK_CHANGE = 21;
  private static final int ROUND = 22;
  private static final int ROUNDS_OF_A_PHASE = 23;

  /**
   * Touches pages in a pseudo-random order, sums up what their page-table entries then look like
   * and clears the accessed bits without a flush. Phases with rare flushes, which make the TLB
   * grow, take turns with phases of frequent ones, in which the passing of time makes it shrink.
   */
  private static Assembler toucher(Pages pages) {
    return new Assembler()
        .li(S0, pages.virtual)
        .li(S1, pages.table)
        .li(A4, 1103515245)
        .li(A3, pages.count - 1)
        .li(FLUSH_MASK, 0xfff)
        .li(MASK_CHANGE, 0xfff ^ 0x1f)
        .li(ROUNDS_OF_A_PHASE, 0x1_0000)
        .label("loop")
        .mul(A0, A0, A4)
        .addi(A0, A0, 1234)
        .word(0x01055593) // srli a1, a0, 16
        .word(0x00d5f5b3) // and a1, a1, a3
        .slli(A2, A1, pages.shift)
        .add(A2, A2, S0)
        .ld(T0, 0, A2)
        .addi(T0, T0, 1)
        .sd(T0, 0, A2)
        .slli(A2, A1, 3)
        .add(A2, A2, S1)
        .ld(T0, 0, A2)
        .add(SEEN, SEEN, T0)
        .word(0xfbf2f293) // andi t0, t0, ~0x40
        .sd(T0, 0, A2)
        .addi(ROUND, ROUND, 1)
        .bne(ROUND, ROUNDS_OF_A_PHASE, "same phase")
        .addi(ROUND, ZERO, 0)
        .xor(FLUSH_MASK, FLUSH_MASK, MASK_CHANGE)
        .label("same phase")
        .word(0x02055313) // srli t1, a0, 32
        .word(0x01437333) // and t1, t1, x20
        .bne(T1, ZERO, "loop")
        .sfence()
        .j("loop");
  }

  private static Guest paged(Pages pages) {
    Guest guest = new Guest(toucher(pages));
    guest.pte(ROOT, 2, LEVEL1, 1).pte(LEVEL1, 0, Guest.RAM, 0xcf).pte(LEVEL1, 1, LEVEL0, 1);
    for (int page = 0; page < 512; page++) {
      guest.pte(LEVEL0, page, Guest.RAM + 0x20_0000 + page * 4096L, SRW);
    }
    guest.pte(ROOT, 3, LEVEL1_OF_ALIASES, 1);
    for (int alias = 0; alias < Pages.AT_ONE_PLACE.count; alias++) {
      guest.pte(LEVEL1_OF_ALIASES, alias, Guest.RAM + 0x20_0000, SRW);
    }
    guest.engine.memoryWritten(ROOT, 0x4000);
    return guest.start(Csr.SUPERVISOR, Guest.RAM, Map.of(Csr.SATP, 8L << 60 | ROOT >>> 12));
  }

  private static byte[] ram(Guest guest) {
    byte[] bytes = new byte[Guest.RAM_BYTES];
    guest.engine.memory().read(Guest.RAM, bytes, 0, bytes.length);
    return bytes;
  }

  @Test
  void pageTablesAreTheSameHoweverLongTheHostTakes() {
    try (Guest fast = paged(Pages.MANY);
        Guest slow = paged(Pages.MANY)) {
      long end = 30_000_000;
      fast.run(end);
      while (slow.engine.count() < end) {
        slow.run(Math.min(end, slow.engine.count() + 2_000_000));
        // Host time has to pass: it is what the test is about.
        LockSupport.parkNanos(30_000_000);
      }
      assertThat(slow.state()).usingRecursiveComparison().isEqualTo(fast.state());
      assertThat(Arrays.equals(ram(slow), ram(fast))).isTrue();
    }
  }

  /** Where a run stands still is not in the log: it must leave no trace in the TLB. */
  @Test
  void pageTablesAreTheSameWhereverTheRunStandsStillOnItsWay() {
    try (Guest straight = paged(Pages.AT_ONE_PLACE);
        Guest halting = paged(Pages.AT_ONE_PLACE)) {
      long end = 3_000_000;
      straight.run(end);
      Random random = new Random(1);
      while (halting.engine.count() < end) {
        halting.run(Math.min(end, halting.engine.count() + 1 + random.nextInt(20_000)));
      }
      assertThat(halting.state()).usingRecursiveComparison().isEqualTo(straight.state());
      assertThat(Arrays.equals(ram(halting), ram(straight))).isTrue();
    }
  }

  @Test
  void aSettledEngineAndOneThatImportsItsStateSetTheSameBits() {
    try (Guest old = paged(Pages.MANY);
        Guest joined = paged(Pages.MANY)) {
      old.run(3_000_000);
      byte[] ram = ram(old);
      joined.engine.memory().write(Guest.RAM, ram, 0, ram.length);
      joined.engine.memoryWritten(Guest.RAM, ram.length);
      joined.engine.importState(old.state());
      old.engine.settle();
      long end = old.engine.count() + 3_000_000;
      old.run(end);
      joined.run(end);
      assertThat(joined.state()).usingRecursiveComparison().isEqualTo(old.state());
      assertThat(Arrays.equals(ram(joined), ram(old))).isTrue();
    }
  }
}
