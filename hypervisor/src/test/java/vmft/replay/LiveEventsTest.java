package vmft.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogPosition;
import vmft.replay.LoggedEvents.DigestComparison;

class LiveEventsTest {
  private final LiveInputs inputs = new LiveInputs();
  private final List<LogEntry> journal = new ArrayList<>();
  private final List<LogPosition> outputs = new ArrayList<>();
  private DigestSchedule digests = DigestSchedule.OFF;

  @Test
  void whatArrivesIsRecordedWithTheCountAtWhichTheGuestTakesIt() {
    ScriptedMachine machine = new ScriptedMachine();
    machine.stopAfter(30);
    turn(machine);
    inputs.consoleByte((byte) 'x');
    machine.stopAfter(10);
    turn(machine);
    assertThat(journal).containsExactly(new ConsoleInput(30, 'x'));
    assertThat(machine.applied()).containsExactlyElementsOf(events());
  }

  @Test
  void answersAndOutputsOfOneRunAreRecordedInTheOrderOfTheirCounts() {
    ScriptedMachine machine =
        new ScriptedMachine().prints(5, "a").readsClock(5).prints(5, "b").readsClock(5);
    machine.stopAfter(20);
    turn(machine);
    assertThat(journal).extracting(LogEntry::count).containsExactly(0L, 5L, 10L, 15L);
    assertThat(journal.get(0)).isInstanceOf(OutputMade.class);
    assertThat(journal.get(1)).isInstanceOf(ClockRead.class);
    assertThat(outputs).containsExactly(new LogPosition(0), new LogPosition(2));
  }

  @Test
  void aMachineThatIsOffTakesNothingMore() {
    ScriptedMachine machine = new ScriptedMachine();
    inputs.command(Command.POWER_OFF);
    inputs.frame(new byte[60]);
    assertThat(turn(machine)).isEqualTo(RunLoop.Turn.POWERED_OFF);
    assertThat(journal).containsExactly(new Control(0, Command.POWER_OFF));
  }

  @Test
  void whatIsLoggedAtOneStopFitsIntoAFrameOfTheChannel() {
    ScriptedMachine machine = new ScriptedMachine();
    IntStream.range(0, 100).forEach(i -> inputs.frame(new byte[60_000]));
    machine.stopAfter(10);
    turn(machine);
    assertThat(journal).hasSize(2).allMatch(FrameReceived.class::isInstance);
    machine.stopAfter(10);
    turn(machine);
    assertThat(journal).hasSize(4);
  }

  @Test
  void framesBeyondTheBoundAreDroppedAsNetworksMay() {
    IntStream.range(0, 600).forEach(i -> inputs.frame(new byte[60]));
    assertThat(inputs.framesDropped()).isEqualTo(600 - LiveInputs.MAX_FRAMES);
  }

  @Test
  void commandsBeyondTheBoundAreRefused() {
    IntStream.range(0, LiveInputs.MAX_COMMANDS)
        .forEach(i -> assertThat(inputs.command(Command.RESET)).isTrue());
    assertThat(inputs.command(Command.RESET)).isFalse();
  }

  @Test
  void digestsAreRecordedAtTheFirstStopBehindTheirCountAndBeforeItsEvents() {
    digests = DigestSchedule.every(10);
    ScriptedMachine machine = new ScriptedMachine().plain(7).plain(7).plain(7);
    GuestClock clock = new GuestClock(0, 0);
    machine.answerLive(0, 0);
    DigestRecorder recorder = new DigestRecorder(digests, this::append, 0);
    LiveEvents events = new LiveEvents(inputs, clock, byte[]::new, this::append, recorder);
    RunLoop loop = new RunLoop(machine, events, (output, entry) -> {});
    loop.turn(0, Long.MAX_VALUE);
    inputs.consoleByte((byte) 'x');
    loop.turn(0, Long.MAX_VALUE);
    assertThat(journal.get(0)).isInstanceOf(StateDigested.class);
    assertThat(journal.get(1)).isInstanceOf(ConsoleInput.class);
    assertThat(journal).extracting(LogEntry::count).containsExactly(14L, 14L);
    events.recordLastDigest(machine);
    assertThat(journal.get(2)).matches(entry -> entry instanceof StateDigested d && d.full());
  }

  @Test
  void aRecordedMachineAndItsReplayAreTwins() {
    ScriptedMachine live = script(new ScriptedMachine());
    for (int i = 0; i < 12; i++) {
      inputs.consoleByte((byte) i);
      live.stopAfter(1 + 7 * i % 13);
      turn(live);
    }
    ScriptedMachine replayed = script(new ScriptedMachine(3));
    LoggedEvents log = new LoggedEvents(LogPosition.START, DigestComparison::strict);
    journal.forEach(log::receive);
    log.extendHorizon(live.count());
    RunLoop loop = new RunLoop(replayed, log, (output, entry) -> {});
    while (loop.turn(0, Long.MAX_VALUE) == RunLoop.Turn.RAN) {}
    assertThat(log.exhausted(replayed)).isTrue();
    assertThat(replayed.count()).isEqualTo(live.count());
    assertThat(replayed.digest(true)).isEqualTo(live.digest(true));
  }

  private static ScriptedMachine script(ScriptedMachine machine) {
    for (int i = 0; i < 10; i++) {
      machine.readsClock(3).plain(4).prints(2, "line " + i).readsClock(1).readsClock(6);
    }
    return machine;
  }

  private List<LogEntry.Event> events() {
    return journal.stream()
        .filter(LogEntry.Event.class::isInstance)
        .map(LogEntry.Event.class::cast)
        .toList();
  }

  private RunLoop.Turn turn(ScriptedMachine machine) {
    GuestClock clock = new GuestClock(1000, 0);
    if (machine.count() == 0) {
      machine.answerLive(clock.ticksAtOrigin(), clock.originNanos());
    }
    DigestRecorder recorder = new DigestRecorder(digests, this::append, machine.count());
    LiveEvents events = new LiveEvents(inputs, clock, byte[]::new, this::append, recorder);
    return new RunLoop(machine, events, (output, entry) -> outputs.add(entry))
        .turn(0, Long.MAX_VALUE);
  }

  private LogPosition append(LogEntry entry) {
    journal.add(entry);
    return new LogPosition(journal.size() - 1);
  }
}
