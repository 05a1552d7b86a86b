package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.A2;
import static vmft.engine.unicorn.Assembler.S0;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vmft.engine.Answers;
import vmft.engine.StopReason;

/** Clock and seed: recorded live, and replayed to the same state. */
class AnswersTest {
  record Given(Answers.Kind kind, long count, long value) {}

  /** For ever: reads the clock twice, the seed once, a device's clock, and mixes all into a0. */
  private static Assembler curiousGuest() {
    return new Assembler()
        .li(S0, TestBus.BASE)
        .label("loop")
        .csrr(A1, Csr.TIME)
        .add(A0, A0, A1)
        .cnop()
        .csrrw(A1, Csr.SEED, ZERO)
        .xor(A0, A0, A1)
        .ld(A2, 16, S0)
        .add(A0, A0, A2)
        .csrr(A1, Csr.TIME)
        .j("loop");
  }

  private static Guest live(Assembler program) {
    Guest guest = new Guest(program);
    guest.engine.answerLive(0, System.nanoTime());
    return guest;
  }

  private static List<Given> drain(Guest guest) {
    List<Given> given = new ArrayList<>();
    guest.engine.drainAnswers((kind, count, value) -> given.add(new Given(kind, count, value)));
    return given;
  }

  private static void offer(Guest guest, List<Given> answers) {
    answers.forEach(a -> assertThat(guest.engine.offerAnswer(a.kind, a.count, a.value)).isTrue());
  }

  @Test
  void aReplayedRunEndsInTheSameState() {
    try (Guest primary = live(curiousGuest());
        Guest backup = new Guest(curiousGuest())) {
      for (int round = 1; round <= 50; round++) {
        primary.run(round * 1000L);
        offer(backup, drain(primary));
        backup.run(round * 1000L);
        assertThat(backup.state()).usingRecursiveComparison().isEqualTo(primary.state());
        assertThat(backup.engine.answersQueued()).isZero();
      }
    }
  }

  @Test
  void answersBearTheCountOfTheAskingInstruction() {
    try (Guest guest = live(curiousGuest())) {
      guest.run(13);
      List<Given> given = drain(guest);
      assertThat(given.stream().map(Given::count)).startsWith(4L, 7L, 8L, 11L);
      assertThat(given.get(1).kind()).isEqualTo(Answers.Kind.SEED);
      assertThat(given.get(1).value()).isBetween(0L, 0xffffL);
      assertThat(given.get(0).value()).isLessThanOrEqualTo(given.get(2).value());
    }
  }

  @Test
  void theSeedShowsItsEntropyStatus() {
    try (Guest guest = live(new Assembler().csrrw(A0, Csr.SEED, ZERO).wfi())) {
      guest.run(10);
      assertThat(guest.x(A0) >>> 16).isEqualTo(0x8000);
    }
  }

  @Test
  void aSeedThatIsOnlyReadOrReadBelowMachineModeIsIllegal() {
    try (Guest guest = live(new Assembler().csrr(A0, Csr.SEED).padTo(0x100).wfi())) {
      guest.start(Csr.MACHINE, Guest.RAM, Map.of(Csr.MTVEC, Guest.RAM + 0x100));
      guest.run(10);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(2);
    }
    try (Guest guest = live(new Assembler().csrrw(A0, Csr.SEED, ZERO).padTo(0x100).wfi())) {
      guest.start(Csr.SUPERVISOR, Guest.RAM, Map.of(Csr.MTVEC, Guest.RAM + 0x100));
      guest.run(10);
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(2);
    }
  }

  @Test
  void userModeReadsTheClockOnlyWhereBothCounterEnablesAllowIt() {
    for (long machine = 0; machine <= 2; machine += 2) {
      for (long supervisor = 0; supervisor <= 2; supervisor += 2) {
        try (Guest guest =
            live(new Assembler().csrr(A0, Csr.TIME).label("s").j("s").padTo(64).wfi())) {
          Map<Integer, Long> enables =
              Map.of(
                  Csr.MCOUNTEREN, machine, Csr.SCOUNTEREN, supervisor, Csr.MTVEC, Guest.RAM + 64);
          guest.start(Csr.USER, Guest.RAM, enables).run(10);
          assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(machine + supervisor == 4 ? 0 : 2);
        }
      }
    }
  }

  @Test
  void theClockStartsWhereItIsToldAndNeverGoesBack() {
    try (Guest guest = new Guest(curiousGuest())) {
      guest.engine.answerLive(5_000_000, System.nanoTime());
      guest.run(500);
      guest.engine.answerLive(0, System.nanoTime());
      guest.run(1000);
      List<Long> clock =
          drain(guest).stream()
              .filter(a -> a.kind == Answers.Kind.CLOCK)
              .map(Given::value)
              .toList();
      assertThat(clock).isSorted().first().isNotNull();
      assertThat(clock.get(0)).isGreaterThanOrEqualTo(5_000_000);
    }
  }

  @Test
  void theTwoHalvesOfADeviceClockBelongTogether() {
    try (Guest guest = live(new Assembler().li(S0, TestBus.BASE).ld(A0, 16, S0).wfi())) {
      guest.engine.answerLive(0x1_ffff_ff00L, System.nanoTime());
      guest.run(10);
      assertThat(guest.bus.accesses).containsExactly("read 4 at +16", "read 4 at +20");
      List<Given> given = drain(guest);
      assertThat(given).hasSize(1);
      assertThat(guest.x(A0)).isEqualTo(given.get(0).value());
    }
  }

  @Test
  void aReadThatTheLogDoesNotHoldIsADivergence() {
    try (Guest guest = new Guest(curiousGuest())) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.DIVERGED);
      assertThat(guest.engine.count()).isEqualTo(4);
      assertThat(guest.engine.divergence()).contains("clock at count 4", "not logged");
      assertThat(guest.run(1000)).isEqualTo(StopReason.DIVERGED);
    }
  }

  @Test
  void anAnswerOfAnotherKindOrCountIsADivergence() {
    try (Guest guest = new Guest(curiousGuest())) {
      guest.engine.offerAnswer(Answers.Kind.SEED, 4, 1);
      assertThat(guest.run(1000)).isEqualTo(StopReason.DIVERGED);
      assertThat(guest.engine.divergence()).contains("seed at count 4", "clock at 4");
    }
    try (Guest guest = new Guest(curiousGuest())) {
      guest.engine.offerAnswer(Answers.Kind.CLOCK, 5, 1);
      assertThat(guest.run(1000)).isEqualTo(StopReason.DIVERGED);
    }
  }

  @Test
  void aDeviceThatReadsAClockWhichTheLogDoesNotHoldStopsTheRunAtTheNextBlock() {
    Assembler program = new Assembler().li(S0, TestBus.BASE).ld(A0, 16, S0).label("s").j("s");
    try (Guest guest = new Guest(program)) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.DIVERGED);
      assertThat(guest.engine.divergence()).contains("count 0");
    }
  }

  @Test
  void aDivergenceInABlockThatEndsInAWfiIsNotSleptOver() {
    try (Guest guest = new Guest(new Assembler().li(S0, TestBus.BASE).ld(A0, 16, S0).wfi())) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.DIVERGED);
    }
  }

  @Test
  void aFullQueueOfAnswersAsksForAttentionAndRefusesMore() {
    try (Guest guest = live(new Assembler().label("loop").csrr(A0, Csr.TIME).j("loop"))) {
      assertThat(guest.run(10_000_000)).isEqualTo(StopReason.ATTENTION);
      int given = drain(guest).size();
      assertThat(given).isGreaterThan(10_000);
      guest.engine.answerFromLog();
      int offered = 0;
      while (guest.engine.offerAnswer(Answers.Kind.CLOCK, 0, 0)) {
        offered++;
      }
      assertThat(guest.engine.answersQueued()).isEqualTo(offered);
    }
  }
}
