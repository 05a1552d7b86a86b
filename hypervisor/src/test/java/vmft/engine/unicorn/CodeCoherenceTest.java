package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.A2;
import static vmft.engine.unicorn.Assembler.A3;
import static vmft.engine.unicorn.Assembler.RA;
import static vmft.engine.unicorn.Assembler.S0;
import static vmft.engine.unicorn.Assembler.S1;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.T1;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.engine.StopReason;

/** Code that is written, by whatever way, is the code that runs next. */
class CodeCoherenceTest {
  private static final long ROOT = Guest.RAM + 0x10_0000;
  private static final long LEVEL1 = Guest.RAM + 0x10_1000;
  private static final long LEVEL0 = Guest.RAM + 0x10_2000;
  private static final long VICTIM = Guest.RAM + 0x20_0000;
  private static final long WINDOW = Guest.RAM + 0x20_0000;
  private static final int SRW = 0xc7;
  private static final int SRX = 0xcb;
  private static final int SRWX = 0xcf;
  private static final int ROUNDS = 64;

  /** {@code addi a0, zero, 0}; adding {@code n << 20} makes it return n. */
  private static final int RETURN_0 = 0x13 | A0 << 7;

  private static final int RET = 0x67 | RA << 15;

  /**
   * Rewrites a function through s0 and calls it through s1, 64 times, returning another number each
   * time; a3 counts the wrong answers.
   */
  private static Assembler rewriter(long write, long execute) {
    return new Assembler()
        .li(S0, write)
        .li(S1, execute)
        .li(T0, RETURN_0)
        .li(T1, RET)
        .addi(A1, ZERO, ROUNDS)
        .li(A2, 1 << 20)
        .sw(T1, 4, S0)
        .addi(T1, ZERO, 0)
        .label("loop")
        .sw(T0, 0, S0)
        .fencei()
        .jalr(RA, S1)
        .beq(A0, T1, "right")
        .addi(A3, A3, 1)
        .label("right")
        .addi(T1, T1, 1)
        .add(T0, T0, A2)
        .bne(T1, A1, "loop")
        .label("end")
        .wfi()
        .j("end");
  }

  private static void expectNoStaleAnswer(Guest guest) {
    assertThat(guest.run(100_000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
    assertThat(guest.x(T1)).isEqualTo(ROUNDS);
    assertThat(guest.x(A3)).as("wrong answers").isZero();
  }

  @Test
  void machineModeSeesItsOwnStores() {
    try (Guest guest = new Guest(rewriter(VICTIM, VICTIM))) {
      expectNoStaleAnswer(guest);
    }
  }

  /** Two pages for the same memory: one to write through, one to execute. */
  private static Guest twoMappings(Assembler program, int writeFlags, int executeFlags) {
    Guest guest = new Guest(program);
    guest
        .pte(ROOT, 2, LEVEL1, 1)
        .pte(LEVEL1, 0, Guest.RAM, SRWX)
        .pte(LEVEL1, 1, LEVEL0, 1)
        .pte(LEVEL0, 0, VICTIM, writeFlags)
        .pte(LEVEL0, 1, VICTIM, executeFlags);
    return guest.start(
        Csr.SUPERVISOR, Guest.RAM, Map.of(Csr.SATP, 8L << 60 | ROOT >>> 12, Csr.STVEC, 0L));
  }

  @Test
  void aStoreThroughAnotherMappingIsSeen() {
    try (Guest guest = twoMappings(rewriter(WINDOW, WINDOW + 0x1000), SRW, SRX)) {
      expectNoStaleAnswer(guest);
    }
  }

  @Test
  void aStoreThroughAnotherExecutableMappingIsSeen() {
    try (Guest guest = twoMappings(rewriter(WINDOW, WINDOW + 0x1000), SRWX, SRX)) {
      expectNoStaleAnswer(guest);
    }
  }

  /** The page is writable, then executable, in turn, at one address, as a JIT compiler does it. */
  @Test
  void aStoreBeforeThePageBecomesExecutableAgainIsSeen() {
    long pte = LEVEL0;
    Assembler program =
        new Assembler()
            .li(S0, WINDOW)
            .li(S1, pte)
            .li(T0, RETURN_0)
            .li(A2, 1 << 20)
            .addi(T1, ZERO, 0)
            .li(14, VICTIM >>> 12 << 10 | SRW)
            .li(15, VICTIM >>> 12 << 10 | SRX)
            .label("loop")
            .sd(14, 0, S1)
            .sfence()
            .sw(T0, 0, S0)
            .sd(15, 0, S1)
            .sfence()
            .fencei()
            .jalr(RA, S0)
            .beq(A0, T1, "right")
            .addi(A3, A3, 1)
            .label("right")
            .addi(T1, T1, 1)
            .add(T0, T0, A2)
            .addi(A1, ZERO, ROUNDS)
            .bne(T1, A1, "loop")
            .label("end")
            .wfi()
            .j("end");
    try (Guest guest = new Guest(program)) {
      guest.engine.memory().putInt(VICTIM + 4, RET);
      guest
          .pte(ROOT, 2, LEVEL1, 1)
          .pte(LEVEL1, 0, Guest.RAM, SRWX)
          .pte(LEVEL1, 1, LEVEL0, 1)
          .start(Csr.SUPERVISOR, Guest.RAM, Map.of(Csr.SATP, 8L << 60 | ROOT >>> 12));
      expectNoStaleAnswer(guest);
    }
  }

  /** Written for longer than the engine takes to notice that a page is no longer code. */
  @Test
  void aPageThatIsCodeThenDataThenCodeAgainIsNeverStale() {
    Assembler program =
        new Assembler()
            .li(S0, WINDOW)
            .li(S1, WINDOW + 0x1000)
            .li(T0, RETURN_0)
            .li(A2, 1 << 20)
            .li(A1, 4)
            .label("loop")
            .sw(T0, 0, S0)
            .jalr(RA, S1)
            .beq(A0, T1, "right")
            .addi(A3, A3, 1)
            .label("right")
            .li(14, 10_000_000)
            .label("write")
            .sw(14, 64, S0)
            .addi(14, 14, -1)
            .bne(14, ZERO, "write")
            .addi(T1, T1, 1)
            .add(T0, T0, A2)
            .bne(T1, A1, "loop")
            .wfi();
    try (Guest guest = twoMappings(program, SRW, SRX)) {
      guest.engine.memory().putInt(VICTIM + 4, RET);
      assertThat(guest.run(Long.MAX_VALUE)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A3)).as("wrong answers").isZero();
      assertThat(guest.engine.count()).isEqualTo(21 + 4 * (12 + 30_000_000L));
    }
  }

  @Test
  void aHostWriteIsSeenThroughEveryMapping() {
    Assembler program =
        new Assembler()
            .li(S0, WINDOW)
            .li(S1, WINDOW + 0x1000)
            .label("loop")
            .jalr(RA, S0)
            .addi(A1, A0, 0)
            .jalr(RA, S1)
            .wfi()
            .j("loop");
    try (Guest guest = new Guest(program)) {
      guest
          .pte(ROOT, 2, LEVEL1, 1)
          .pte(LEVEL1, 0, Guest.RAM, SRWX)
          .pte(LEVEL1, 1, LEVEL0, 1)
          .pte(LEVEL0, 0, VICTIM, SRX)
          .pte(LEVEL0, 1, VICTIM, SRX)
          .start(Csr.SUPERVISOR, Guest.RAM, Map.of(Csr.SATP, 8L << 60 | ROOT >>> 12));
      guest.engine.memory().putInt(VICTIM + 4, RET);
      for (int i = 0; i < ROUNDS; i++) {
        guest.engine.memory().putInt(VICTIM, RETURN_0 + (i << 20));
        guest.engine.memoryWritten(VICTIM, 4);
        assertThat(guest.run(100_000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
        assertThat(guest.x(A0)).isEqualTo(i);
        assertThat(guest.x(A1)).isEqualTo(i);
      }
    }
  }

  /** Runs into zeros, which trap; the handler puts a function there, which is called again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 16, 4092})
  void codeThatReplacesZerosIsSeen(int offset) {
    Assembler program =
        new Assembler()
            .li(S0, VICTIM + offset)
            .la(T0, "handler")
            .csrw(Csr.MTVEC, T0)
            .jalr(RA, S0)
            .jalr(RA, S0)
            .wfi()
            .align(4)
            .label("handler")
            .addi(A1, A1, 1)
            .li(T0, RETURN_0 + (9 << 20))
            .sw(T0, 4, S0)
            .li(T0, RET)
            .sw(T0, 8, S0)
            .fencei()
            .mret();
    try (Guest guest = new Guest(program)) {
      guest.engine.memory().putInt(VICTIM + offset, 0x13);
      assertThat(guest.run(1000)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(A0)).isEqualTo(9);
      assertThat(guest.x(A1)).as("traps").isEqualTo(1);
    }
  }

  @Test
  void moreCodePagesThanRangesStillRunWhatTheyHold() {
    // Pages far enough apart that no two become one range; each returns its number.
    int pages = 900;
    int stride = 66 * 4096;
    Assembler program =
        new Assembler()
            .li(S0, Guest.RAM + 0x1_0000)
            .li(S1, stride)
            .li(A1, pages)
            .label("loop")
            .jalr(RA, S0)
            .beq(A0, T1, "right")
            .addi(A3, A3, 1)
            .label("right")
            .add(S0, S0, S1)
            .addi(T1, T1, 1)
            .bne(T1, A1, "loop")
            .wfi();
    try (Guest guest = new Guest(program, Hooks.COUNTING, 256 << 20)) {
      for (int i = 0; i < pages; i++) {
        long at = Guest.RAM + 0x1_0000 + (long) i * stride;
        guest.engine.memory().putInt(at, RETURN_0 + (i << 20));
        guest.engine.memory().putInt(at + 4, RET);
      }
      assertThat(guest.run(Long.MAX_VALUE)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
      assertThat(guest.x(T1)).isEqualTo(pages);
      assertThat(guest.x(A3)).isZero();
      assertThat(guest.engine.count()).isEqualTo(13 + 7L * pages);
    }
  }
}
