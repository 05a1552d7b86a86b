package vmft.replica;

import vmft.console.ConsoleState;
import vmft.replay.DigestRecorder;
import vmft.replay.DigestSchedule;
import vmft.replay.GuestClock;
import vmft.replay.Journal;
import vmft.replay.LiveEvents;
import vmft.replay.LiveInputs;
import vmft.replay.ReplayableMachine;
import vmft.replay.RunLoop;

/** A guest whose events come from outside: what a primary, and a backup gone live, runs. */
final class LiveGuest {
  private final ReplayableMachine machine;
  private final LiveInputs inputs = new LiveInputs();
  private final LiveEvents events;
  private final ReplicaPorts ports;

  /**
   * @param clock guest time from now on
   * @param journal where events are recorded
   * @param digests when the state's digest is
   */
  LiveGuest(
      ReplayableMachine machine,
      GuestClock clock,
      Journal journal,
      DigestSchedule digests,
      ReplicaPorts ports) {
    this.machine = machine;
    this.ports = ports;
    DigestRecorder recorder = new DigestRecorder(digests, journal, machine.count());
    this.events = new LiveEvents(inputs, clock, ports::randomBytes, journal, recorder);
    machine.answerLive(clock.ticksAtOrigin(), clock.originNanos());
  }

  LiveEvents events() {
    return events;
  }

  /**
   * @param consoleTaken console bytes that the machine has taken since power-on
   */
  void onInput(Input input, long consoleTaken) {
    if (input instanceof Input.Frame frame) {
      inputs.frame(frame.bytes());
    } else if (input instanceof Input.ConsoleByte console) {
      inputs.consoleByte(console.value());
    } else if (input instanceof Input.ConsoleText text) {
      if (text.position() == consoleTaken + inputs.consoleWaiting()) {
        inputs.consoleText(text.bytes());
      }
    } else if (input instanceof Input.Operator operator) {
      inputs.command(operator.command());
    }
  }

  /**
   * Runs the guest to its next stop, which is no later than {@code deadline}. Not again once it is
   * switched off.
   */
  RunLoop.Turn run(RunLoop loop, long now, long deadline) {
    ports.stopGuestAt(Math.min(deadline, timerDue()));
    RunLoop.Turn turn = loop.turn(now, Long.MAX_VALUE);
    if (turn == RunLoop.Turn.POWERED_OFF) {
      events.recordLastDigest(machine);
    }
    return turn;
  }

  /**
   * @param consoleTaken console bytes that the machine has taken since power-on
   */
  ConsoleState console(ConsoleState.Phase phase, long consoleTaken) {
    return new ConsoleState(phase, consoleTaken, consoleTaken + inputs.consoleWaiting());
  }

  /** When the guest's timer expires; {@link Long#MAX_VALUE} for never. */
  long timerDue() {
    return events.timerDue(machine);
  }

  /** Frames that arrived faster than the guest took them. */
  long framesDropped() {
    return inputs.framesDropped();
  }
}
