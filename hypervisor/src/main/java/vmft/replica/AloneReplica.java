package vmft.replica;

import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.console.ConsoleState;
import vmft.log.LogEntry;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogPosition;
import vmft.output.OutputRule;
import vmft.protocol.ReplicaState;
import vmft.replay.DigestSchedule;
import vmft.replay.GuestClock;
import vmft.replay.ReplayableMachine;
import vmft.replay.RunLoop;
import vmft.tas.TestAndSet.Verdict;

/** A machine without a backup by choice: outputs leave at once, the log goes to the trace alone. */
public final class AloneReplica implements Replica {
  private final ReplayableMachine machine;
  private final ReplicaPorts ports;
  private final Consumer<LogEntry> trace;
  private final OutputRule outputs = new OutputRule();
  private final LiveGuest guest;
  private final RunLoop loop;
  private LogPosition end = LogPosition.START;
  private boolean off;

  /**
   * @param epochNanos wall clock now, in nanoseconds since 1970 UTC
   * @param trace told of every log entry, in order
   * @param digests when the state's digest is among them
   * @param now guest time starts here
   */
  public AloneReplica(
      ReplayableMachine machine,
      long epochNanos,
      ReplicaPorts ports,
      Consumer<LogEntry> trace,
      DigestSchedule digests,
      long now) {
    this.machine = machine;
    this.ports = ports;
    this.trace = trace;
    outputs.stopWaiting();
    machine.powerOn(epochNanos);
    guest = new LiveGuest(machine, new GuestClock(0, now), this::append, digests, ports);
    loop = new RunLoop(machine, guest.events(), outputs::hold);
  }

  private LogPosition append(LogEntry entry) {
    trace.accept(entry);
    LogPosition position = end;
    end = end.plus(1);
    return position;
  }

  @Override
  public long turn(long now) {
    if (off) {
      return Long.MAX_VALUE;
    }
    RunLoop.Turn turn = guest.run(loop, now, Long.MAX_VALUE);
    outputs.release(output -> ports.emit(output, Long.MAX_VALUE));
    switch (turn) {
      case RAN -> {
        return now;
      }
      case POWERED_OFF, DEAD -> {
        off = true;
        append(new PoweredOff(machine.count()));
        ports.milestone(new Milestone(Milestone.Kind.POWERED_OFF, now, reason()));
        return Long.MAX_VALUE;
      }
      default -> {
        return guest.timerDue();
      }
    }
  }

  @Override
  public void onInput(Input input) {
    guest.onInput(input, loop.consoleTaken());
  }

  @Override
  public ConsoleState console() {
    return guest.console(Phases.of(state(), true), loop.consoleTaken());
  }

  @Override
  public ReplicaStatus status(long now) {
    return new ReplicaStatus(
        state(), reason(), false, machine.count(), 0, 0, end.value(), 0, outputs.heldCount(), 0, 0);
  }

  @Override
  public ReplicaState state() {
    return off ? ReplicaState.POWERED_OFF : ReplicaState.LIVE_ALONE;
  }

  @Override
  public String reason() {
    if (!off) {
      return "runs alone, unprotected";
    }
    return machine.stopDetail().isEmpty() ? "the machine was switched off" : "the guest is dead";
  }

  // Nobody is on the other side.

  @Override
  public void onMessage(Message message, long now) {}

  @Override
  public void onHeartbeat(Heartbeat heartbeat, long now) {}

  @Override
  public void onChannelClosed(String reason, long now) {}

  @Override
  public void onVerdict(Verdict verdict, long now) {}
}
