package vmft.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.LogPosition;
import vmft.log.StateDigest;
import vmft.replay.LoggedEvents.DigestComparison;

class LoggedEventsTest {
  private final LoggedEvents log = new LoggedEvents(LogPosition.START, DigestComparison::strict);
  private final List<Output> made = new ArrayList<>();

  // ---- the horizon
  // ---------------------------------------------------------------------------------

  @Test
  void withoutAHorizonNothingRuns() {
    ScriptedMachine machine = new ScriptedMachine();
    assertThat(turn(machine)).isEqualTo(RunLoop.Turn.AT_HORIZON);
    assertThat(machine.blockStarts()).isEmpty();
  }

  @Test
  void blocksBelowTheHorizonRunAndNoneAtIt() {
    ScriptedMachine machine = new ScriptedMachine();
    log.extendHorizon(30);
    runToEnd(machine);
    assertThat(machine.blockStarts()).containsExactly(0L, 10L, 20L);
    assertThat(log.exhausted(machine)).isTrue();
  }

  @Test
  void whateverTheBatchingNoBlockBeginsAtOrBeyondTheHorizon() {
    for (long seed = 0; seed < 200; seed++) {
      checkHorizonKept(new Random(seed));
    }
  }

  /** The log of a machine with random blocks and events arrives in random pieces. */
  private static void checkHorizonKept(Random random) {
    int[] blocks = random.ints(60, 1, 9).toArray();
    List<Long> starts = new ArrayList<>();
    long end = 0;
    for (int block : blocks) {
      starts.add(end);
      end += block;
    }
    ScriptedMachine machine = new ScriptedMachine();
    for (int block : blocks) {
      machine.plain(block);
    }
    LoggedEvents log = new LoggedEvents(LogPosition.START, DigestComparison::strict);
    RunLoop loop = new RunLoop(machine, log, (output, entry) -> {});
    int events = 0;
    for (int i = 0; i < blocks.length; i++) {
      while (random.nextInt(3) == 0) {
        log.receive(new TimerExpired(starts.get(i)));
        events++;
      }
      if (random.nextBoolean()) {
        log.extendHorizon(starts.get(i));
        while (loop.turn(0, Long.MAX_VALUE) == RunLoop.Turn.RAN) {}
        assertThat(machine.count()).isEqualTo(log.horizon());
        assertThat(machine.blockStarts()).allMatch(start -> start < log.horizon());
        assertThat(machine.applied()).hasSize(events);
      }
    }
  }

  @Test
  void aMachineThatRunsPastTheHorizonHasDiverged() {
    ScriptedMachine machine = new ScriptedMachine();
    log.extendHorizon(25); // no block starts there
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("no block starts at the horizon, count 25");
  }

  // ---- events
  // ----------------------------------------------------------------------------------------

  @Test
  void anEventTakesEffectAtExactlyItsCount() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(new TimerExpired(20));
    log.extendHorizon(50);
    runToEnd(machine);
    assertThat(machine.applied()).containsExactly(new TimerExpired(20));
    assertThat(machine.count()).isEqualTo(50);
  }

  @Test
  void severalEventsAtOneCountKeepTheirOrder() {
    ScriptedMachine machine = new ScriptedMachine();
    LogEntry.Event byte1 = new LogEntry.ConsoleInput(10, 'a');
    LogEntry.Event byte2 = new LogEntry.ConsoleInput(10, 'b');
    log.receive(byte1);
    log.receive(byte2);
    log.extendHorizon(10);
    runToEnd(machine);
    assertThat(machine.applied()).containsExactly(byte1, byte2);
  }

  @Test
  void anEventInTheMiddleOfABlockIsADivergence() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(new TimerExpired(15));
    log.extendHorizon(30);
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("machine has passed it");
  }

  @Test
  void aMachineThatWaitsWhereTheLogGoesOnHasDiverged() {
    ScriptedMachine machine = new ScriptedMachine().waits(10);
    log.extendHorizon(30);
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("waits for an interrupt");
  }

  @Test
  void aMachineThatWaitsAtTheHorizonIsWhereThePrimaryIs() {
    ScriptedMachine machine = new ScriptedMachine().waits(10);
    log.extendHorizon(10);
    runToEnd(machine);
    assertThat(log.exhausted(machine)).isTrue();
  }

  @Test
  void aLogThatGoesBackIsADivergence() {
    log.receive(new TimerExpired(20));
    assertThatThrownBy(() -> log.receive(new TimerExpired(19)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("goes back");
  }

  // ---- answers
  // ---------------------------------------------------------------------------------------

  @Test
  void answersReachTheInstructionsThatAsk() {
    ScriptedMachine machine = new ScriptedMachine().readsClock(5).plain(5).readsClock(5);
    log.receive(new ClockRead(0, 700));
    log.receive(new ClockRead(10, 800));
    log.extendHorizon(15);
    runToEnd(machine);
    assertThat(machine.answers()).containsExactly(700L, 800L);
    assertThat(log.lastTicks()).isEqualTo(800);
  }

  @Test
  void aSmallQueueOfAnswersOnlyMakesReplayStopMoreOften() {
    ScriptedMachine machine = new ScriptedMachine(2);
    for (int i = 0; i < 50; i++) {
      machine.readsClock(3);
      log.receive(new ClockRead(3L * i, i));
    }
    log.extendHorizon(150);
    runToEnd(machine);
    assertThat(machine.answers())
        .containsExactlyElementsOf(LongStream.range(0, 50).boxed().toList());
    assertThat(log.exhausted(machine)).isTrue();
  }

  @Test
  void anAnswerForAnotherInstructionIsADivergence() {
    ScriptedMachine machine = new ScriptedMachine().plain(5).readsClock(5);
    log.receive(new ClockRead(4, 700));
    log.extendHorizon(10);
    assertThatThrownBy(() -> runToEnd(machine)).isInstanceOf(DivergenceException.class);
  }

  @Test
  void anAnswerThatNobodyAskedForIsADivergence() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(new ClockRead(0, 700));
    log.extendHorizon(10);
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("did not ask for");
  }

  // ---- outputs
  // ---------------------------------------------------------------------------------------

  @Test
  void anOutputThatTheLogTellsOfIsHandedOn() {
    ScriptedMachine machine = new ScriptedMachine().plain(10).prints(10, "hello");
    log.receive(output(10, "hello"));
    log.extendHorizon(20);
    runToEnd(machine);
    assertThat(made).hasSize(1);
    assertThat(log.exhausted(machine)).isTrue();
  }

  @Test
  void anotherOutputThanTheLogTellsOfIsADivergence() {
    ScriptedMachine machine = new ScriptedMachine().prints(10, "hallo");
    log.receive(output(0, "hello"));
    log.extendHorizon(20);
    assertThatThrownBy(() -> runToEnd(machine)).isInstanceOf(DivergenceException.class);
    assertThat(made).isEmpty();
  }

  @Test
  void aMissingOutputIsADivergence() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(output(0, "hello"));
    log.extendHorizon(20);
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("made no output");
  }

  @Test
  void anOutputThatTheLogDoesNotTellOfIsADivergence() {
    ScriptedMachine machine = new ScriptedMachine().prints(10, "hello");
    log.extendHorizon(20);
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("log has no output");
  }

  // ---- digests and the end
  // -----------------------------------------------------------------------------

  @Test
  void aDigestThatDiffersIsADivergenceWithBothDigests() {
    ScriptedMachine machine = new ScriptedMachine();
    StateDigest other = new StateDigest(1, 2);
    log.receive(new StateDigested(10, true, other));
    log.extendHorizon(20);
    assertThatThrownBy(() -> runToEnd(machine))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining(machine.digest(true).toString());
  }

  @Test
  void aDigestThatIsEqualChangesNothing() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(new StateDigested(10, false, machine.digest(false)));
    log.extendHorizon(20);
    runToEnd(machine);
    assertThat(log.exhausted(machine)).isTrue();
  }

  @Test
  void powerOffByCommandEndsBothAtTheSameCount() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(new Control(20, Command.POWER_OFF));
    log.receive(new PoweredOff(20));
    log.extendHorizon(20);
    runToEnd(machine);
    assertThat(machine.poweredOff()).isTrue();
    assertThat(log.endSeen()).isTrue();
    assertThat(log.exhausted(machine)).isTrue();
  }

  @Test
  void aMachineThatIsStillOnWhereTheLogEndsHasDiverged() {
    log.receive(new PoweredOff(20));
    log.extendHorizon(20);
    assertThatThrownBy(() -> runToEnd(new ScriptedMachine()))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("machine is still on");
  }

  @Test
  void aMachineThatIsOffWhereTheLogGoesOnHasDiverged() {
    ScriptedMachine machine = new ScriptedMachine().powersOff(10);
    log.extendHorizon(20);
    assertThatThrownBy(
            () -> {
              turn(machine);
              turn(machine);
            })
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("switched off");
  }

  @Test
  void memoryOfWhatWaitsIsCountedAndGivenBack() {
    ScriptedMachine machine = new ScriptedMachine();
    log.receive(new LogEntry.FrameReceived(10, new byte[1000]));
    assertThat(log.waitingBytes()).isGreaterThan(1000);
    log.extendHorizon(20);
    runToEnd(machine);
    assertThat(log.waitingBytes()).isZero();
  }

  // ---- vocabulary
  // ----------------------------------------------------------------------------------------

  private RunLoop.Turn turn(ScriptedMachine machine) {
    return new RunLoop(machine, log, (output, entry) -> made.add(output)).turn(0, Long.MAX_VALUE);
  }

  private void runToEnd(ScriptedMachine machine) {
    RunLoop.Turn last;
    do {
      last = turn(machine);
    } while (last == RunLoop.Turn.RAN);
  }

  private static LogEntry output(long count, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return new Output(count, OutputKind.CONSOLE, data).entry();
  }
}
