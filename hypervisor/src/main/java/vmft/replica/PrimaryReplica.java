package vmft.replica;

import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Pairing;
import vmft.console.ConsoleState;
import vmft.log.LogEntry;
import vmft.protocol.PrimaryProtocol;
import vmft.protocol.ProtocolSettings;
import vmft.protocol.ReplicaState;
import vmft.replay.DigestSchedule;
import vmft.replay.GuestClock;
import vmft.replay.ReplayableMachine;
import vmft.replay.RunLoop;
import vmft.tas.TestAndSet.Verdict;

/** The replica that starts live: its guest's events are recorded and sent to the backup. */
public final class PrimaryReplica implements Replica {
  private final ReplayableMachine machine;
  private final ReplicaPorts ports;
  private final Pairing pairing;
  private final PrimaryProtocol protocol;
  private final LiveGuest guest;
  private final RunLoop loop;
  private final Milestones milestones;
  private final ActionRunner runner;

  /**
   * @param trace told of every log entry, in order
   * @param now guest time starts here
   */
  public PrimaryReplica(
      ReplayableMachine machine,
      Pairing pairing,
      ProtocolSettings settings,
      ReplicaPorts ports,
      Consumer<LogEntry> trace,
      long now) {
    this.machine = machine;
    this.ports = ports;
    this.pairing = pairing;
    this.milestones = new Milestones(ports);
    machine.powerOn(pairing.powerOnEpochNanos());
    GuestClock clock = new GuestClock(0, now);
    this.protocol = new PrimaryProtocol(pairing, settings, clock, trace, this::stateChanged);
    DigestSchedule digests = settings.digests();
    this.guest = new LiveGuest(machine, clock, protocol, digests, ports);
    this.loop = new RunLoop(machine, guest.events(), protocol::onOutput);
    this.runner = new ActionRunner(ports, milestones, () -> {});
  }

  /** A new token goes out before the outputs that waited for test-and-set. */
  private void stateChanged(ReplicaState from, ReplicaState to, String reason) {
    switch (to) {
      case PRIMARY -> ports.speakWith(Tokens.ofPrimary(pairing));
      case LIVE_ALONE -> ports.speakWith(Tokens.ofWinner(pairing));
      default -> {}
    }
    milestones.stateChanged(from, to, reason);
  }

  @Override
  public void onMessage(Message message, long now) {
    milestones.setNow(now);
    protocol.onMessage(message, now);
    carryOut();
  }

  @Override
  public void onHeartbeat(Heartbeat heartbeat, long now) {
    protocol.onHeartbeat(heartbeat, now);
  }

  @Override
  public void onChannelClosed(String reason, long now) {
    milestones.setNow(now);
    protocol.onChannelClosed(reason);
    carryOut();
  }

  @Override
  public void onVerdict(Verdict verdict, long now) {
    milestones.setNow(now);
    if (verdict == Verdict.UNKNOWN) {
      milestones.reached(Milestone.Kind.CLAIM_UNANSWERED, "test-and-set did not answer; asking on");
    }
    protocol.onVerdict(verdict, now);
    carryOut();
  }

  @Override
  public void onInput(Input input) {
    guest.onInput(input, loop.consoleTaken());
  }

  @Override
  public long turn(long now) {
    milestones.setNow(now);
    protocol.onTick(now);
    carryOut();
    boolean ran = guestMayRun() && runGuest(now);
    protocol.afterRun(now, machine.count(), ran);
    carryOut();
    return ran ? now : Math.min(protocol.nextDeadline(), guestDeadline());
  }

  /**
   * @return whether there may be more to run at once
   */
  private boolean runGuest(long now) {
    RunLoop.Turn turn = guest.run(loop, now, protocol.runDeadline(now));
    if (turn == RunLoop.Turn.POWERED_OFF || turn == RunLoop.Turn.DEAD) {
      protocol.onMachineOff(machine.count());
    }
    return turn == RunLoop.Turn.RAN;
  }

  /** A channel that takes no more makes the guest wait, as long as there is a backup behind it. */
  private boolean guestMayRun() {
    return protocol.mayRun() && (state() != ReplicaState.PRIMARY || ports.channelWritable());
  }

  private long guestDeadline() {
    return guestMayRun() ? guest.timerDue() : Long.MAX_VALUE;
  }

  private void carryOut() {
    runner.carryOut(protocol.takeActions());
  }

  @Override
  public ConsoleState console() {
    return guest.console(Phases.of(state(), true), loop.consoleTaken());
  }

  @Override
  public ReplicaStatus status(long now) {
    return new ReplicaStatus(
        state(),
        reason(),
        state() == ReplicaState.PRIMARY,
        machine.count(),
        state() == ReplicaState.PRIMARY ? machine.count() - protocol.backupExecuted() : 0,
        protocol.lagNanos(now),
        protocol.logEnd().value(),
        protocol.logBytes(),
        protocol.outputs().heldCount(),
        protocol.unacknowledgedBytes(),
        0);
  }

  @Override
  public ReplicaState state() {
    return protocol.state();
  }

  @Override
  public String reason() {
    return protocol.reason();
  }
}
