package vmft.replica;

import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Pairing;
import vmft.console.ConsoleState;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogPosition;
import vmft.net.AddressObserver;
import vmft.protocol.BackupProtocol;
import vmft.protocol.ProtocolSettings;
import vmft.protocol.ReplicaState;
import vmft.replay.DigestSchedule;
import vmft.replay.DivergenceException;
import vmft.replay.LoggedEvents;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.replay.Output;
import vmft.replay.ReplayableMachine;
import vmft.replay.RunLoop;
import vmft.tas.TestAndSet.Verdict;

/** The replica that follows the primary's log, and takes the machine over when it must. */
public final class BackupReplica implements Replica {
  private final ReplayableMachine machine;
  private final ReplicaPorts ports;
  private final Consumer<LogEntry> trace;
  private final DigestSchedule digests;
  private final LoggedEvents log = new LoggedEvents(LogPosition.START, this::compare);
  private final BackupProtocol protocol;
  private final RunLoop loop;
  private final Milestones milestones;
  private final ActionRunner runner;
  private final AddressObserver address = new AddressObserver();
  private LiveGuest live;
  private Announcer announcer;
  private boolean reading = true;
  private long turnAt;
  private long lastMessageAt;
  private long logBytes;
  private long digestsCompared;

  /**
   * @param own what this side would run, to be compared with the primary's offer
   * @param trace told of every log entry, in order: received, and after going live made
   */
  public BackupReplica(
      ReplayableMachine machine,
      Pairing own,
      ProtocolSettings settings,
      ReplicaPorts ports,
      Consumer<LogEntry> trace) {
    this.machine = machine;
    this.digests = settings.digests();
    this.ports = ports;
    this.trace = trace;
    this.milestones = new Milestones(ports);
    this.protocol = new BackupProtocol(own, settings, log, trace, this::stateChanged);
    this.loop = new RunLoop(machine, log, this::onOutput);
    this.runner = new ActionRunner(ports, milestones, this::goLive);
    machine.answerFromLog();
  }

  private void stateChanged(ReplicaState from, ReplicaState to, String reason) {
    if (to == ReplicaState.BACKUP) {
      machine.powerOn(protocol.pairing().powerOnEpochNanos());
    }
    if (to == ReplicaState.CLAIMING_TO_TAKE_OVER) {
      ports.milestone(new Milestone(Milestone.Kind.LAST_MESSAGE, lastMessageAt, ""));
    }
    milestones.stateChanged(from, to, reason);
  }

  @Override
  public void onMessage(Message message, long now) {
    milestones.setNow(now);
    lastMessageAt = now;
    if (message instanceof Message.Batch batch) {
      logBytes += batch.entries().length;
    }
    try {
      protocol.onMessage(message, now);
    } catch (DivergenceException e) {
      protocol.onDivergence(e.getMessage());
    }
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

  /** A backup's inputs never reach its guest; the primary has received the same ones. */
  @Override
  public void onInput(Input input) {
    if (live != null) {
      live.onInput(input, loop.consoleTaken());
    }
  }

  @Override
  public long turn(long now) {
    turnAt = now;
    boolean wasLive = live != null;
    milestones.setNow(now);
    protocol.onTick(now, machine.count());
    carryOut();
    boolean ran = protocol.mayRun() && runGuest(now);
    if (announcer != null && protocol.mayRun()) {
      announcer.announceIfDue(now);
    }
    protocol.afterRun(
        now, machine.count(), live == null && log.exhausted(machine), machine.poweredOff());
    carryOut();
    regulateReading();
    boolean justWentLive = live != null && !wasLive;
    return ran || justWentLive ? now : deadline();
  }

  private long deadline() {
    if (live == null || !protocol.mayRun()) {
      return protocol.nextDeadline();
    }
    return Math.min(announcer.nextDeadline(), live.timerDue());
  }

  /**
   * @return whether there may be more to run at once
   */
  private boolean runGuest(long now) {
    try {
      if (live != null) {
        return !log.endSeen() && runLive(now); // behind the log's end the guest is off
      }
      ports.stopGuestAt(protocol.nextDeadline());
      RunLoop.Turn turn = loop.turn(now, Long.MAX_VALUE);
      boolean entriesLeft = machine.poweredOff() && !log.exhausted(machine);
      return turn == RunLoop.Turn.RAN || entriesLeft;
    } catch (DivergenceException e) {
      protocol.onDivergence(e.getMessage());
      return false;
    }
  }

  private boolean runLive(long now) {
    RunLoop.Turn turn = live.run(loop, now, announcer.nextDeadline());
    if (machine.poweredOff() && !log.endSeen()) {
      record(new PoweredOff(machine.count()));
    }
    return turn == RunLoop.Turn.RAN;
  }

  /** The channel's own flow control tells the primary that the receive buffer is full. */
  private void regulateReading() {
    boolean read = !protocol.receiveBufferFull();
    if (read != reading) {
      reading = read;
      ports.readChannel(read);
    }
  }

  private void carryOut() {
    runner.carryOut(protocol.takeActions());
  }

  private void goLive() {
    ports.speakWith(Tokens.ofWinner(protocol.pairing()));
    for (Output output : log.unlogged()) {
      protocol.onOutput(output, record(output.entry()));
    }
    live = new LiveGuest(machine, protocol.continuingClock(turnAt), this::record, digests, ports);
    loop.switchTo(live.events());
    announcer = new Announcer(address, ports);
    if (announcer.announceIfDue(turnAt)) {
      milestones.reached(Milestone.Kind.ADDRESS_ANNOUNCED, "");
    }
  }

  private void compare(StateDigested expected, ReplayableMachine standing) {
    DigestComparison.strict(expected, standing);
    digestsCompared++;
  }

  private void onOutput(Output output, LogPosition entry) {
    if (output.kind() == OutputKind.FRAME) {
      address.observe(output.data());
    }
    protocol.onOutput(output, entry);
  }

  /** An entry of this side's own, after the last one of the former primary. */
  private LogPosition record(LogEntry entry) {
    trace.accept(entry);
    return protocol.nextLivePosition();
  }

  /** What the pair has in common; null before pairing. */
  public Pairing pairing() {
    return protocol.pairing();
  }

  @Override
  public ConsoleState console() {
    long taken = loop.consoleTaken();
    ConsoleState.Phase phase = Phases.of(state(), live != null);
    return live == null ? new ConsoleState(phase, taken, taken) : live.console(phase, taken);
  }

  @Override
  public ReplicaStatus status(long now) {
    return new ReplicaStatus(
        state(),
        reason(),
        state() == ReplicaState.BACKUP,
        machine.count(),
        live == null ? Math.max(0, log.horizon() - machine.count()) : 0,
        protocol.lagNanos(now),
        log.received().value(),
        logBytes,
        protocol.outputs().heldCount(),
        0,
        digestsCompared);
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
