package vmft.protocol;

import static vmft.protocol.ReplicaState.BACKUP;
import static vmft.protocol.ReplicaState.CATCHING_UP;
import static vmft.protocol.ReplicaState.CLAIMING_TO_TAKE_OVER;
import static vmft.protocol.ReplicaState.HALTED;
import static vmft.protocol.ReplicaState.LIVE_ALONE;
import static vmft.protocol.ReplicaState.PAIRING;
import static vmft.protocol.ReplicaState.POWERED_OFF;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.Pairing;
import vmft.log.EntryDecoder;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogPosition;
import vmft.log.MalformedLogException;
import vmft.output.OutputRule;
import vmft.protocol.FailureDetector.Signal;
import vmft.replay.GuestClock;
import vmft.replay.LoggedEvents;
import vmft.replay.Output;
import vmft.tas.TestAndSet.Verdict;

/**
 * The backup's half of the FT protocol: it receives and acknowledges the log, and when the primary
 * falls silent it takes over, but only after winning test-and-set and replaying every entry that it
 * has received.
 *
 * <p>All times are monotonic nanoseconds and never decrease from call to call.
 */
public final class BackupProtocol {
  private final Pairing own;
  private final ProtocolSettings settings;
  private final Consumer<LogEntry> trace;
  private final Lifecycle lifecycle;
  private final LoggedEvents log;
  private final OutputRule outputs = new OutputRule();
  private final LagMeter lag = new LagMeter();
  private final List<Action> actions = new ArrayList<>();

  private Pairing pairing;

  /** Null before pairing. */
  private Partner primary;

  private Claim claim;
  private boolean acknowledgeAtOnce;
  private long lastAckAt;
  private long newestTicks;
  private long newestTicksAt;
  private LogPosition liveEnd;

  /**
   * @param own what this side would run
   * @param trace told of every entry received, in order
   */
  public BackupProtocol(
      Pairing own,
      ProtocolSettings settings,
      LoggedEvents log,
      Consumer<LogEntry> trace,
      Lifecycle.Listener listener) {
    this.own = own;
    this.settings = settings;
    this.log = log;
    this.trace = trace;
    this.lifecycle = new Lifecycle(listener);
  }

  // ---- what comes in -----------------------------------------------------------------------

  public void onMessage(Message message, long now) {
    if (lifecycle.is(PAIRING) && message instanceof Hello hello) {
      onHello(hello, now);
    } else if (lifecycle.is(BACKUP) && message instanceof Batch batch) {
      onBatch(batch, now);
    } else if (lifecycle.is(PAIRING)) {
      refuse("expected Hello, found " + message.getClass().getSimpleName());
    } else {
      suspect("the primary sent an unexpected " + message.getClass().getSimpleName());
    }
  }

  private void onHello(Hello hello, long now) {
    List<String> differences = own.differencesFrom(hello.pairing());
    if (!differences.isEmpty()) {
      refuse(String.join("; ", differences));
      return;
    }
    pairing = hello.pairing();
    primary = Partner.primaryOf(pairing, settings, now);
    lastAckAt = now;
    newestTicksAt = now;
    actions.add(new Action.Send(new Welcome()));
    lifecycle.transition(BACKUP, "same initial state as the primary");
  }

  private void refuse(String reason) {
    actions.add(new Action.Send(new Refusal(reason)));
    actions.add(new Action.CloseChannel(reason));
  }

  private void onBatch(Batch batch, long now) {
    primary.heard(Signal.LOG_TRAFFIC, now);
    if (!batch.first().equals(log.received()) || batch.horizon() < log.horizon()) {
      suspect(
          String.format(
              "batch out of order: expected entry %s and a horizon of at least %d, found %s and %d",
              log.received(), log.horizon(), batch.first(), batch.horizon()));
      return;
    }
    try {
      receive(batch);
    } catch (MalformedLogException e) {
      suspect("malformed batch: " + e.getMessage());
      return;
    }
    newestTicks = batch.guestTicks();
    newestTicksAt = now;
    lag.passed(batch.horizon(), now);
    forgetReleased(batch.releasedThrough());
  }

  /** Decodes the whole batch before any of it counts, so that nothing is half-received. */
  private void receive(Batch batch) throws MalformedLogException {
    List<LogEntry> entries = decode(batch);
    for (LogEntry entry : entries) {
      if (entry.count() < log.horizon() || entry.count() > batch.horizon()) {
        throw new MalformedLogException(
            String.format(
                "expected counts of %d to %d, found %s", log.horizon(), batch.horizon(), entry));
      }
    }
    for (LogEntry entry : entries) {
      acknowledgeAtOnce |= entry instanceof OutputMade || entry instanceof LogEntry.PoweredOff;
      log.receive(entry);
      trace.accept(entry);
    }
    log.extendHorizon(batch.horizon());
  }

  private static List<LogEntry> decode(Batch batch) throws MalformedLogException {
    List<LogEntry> entries = new ArrayList<>(Math.min(batch.entryCount(), 4096));
    EntryDecoder decoder = new EntryDecoder(batch.entries());
    while (decoder.hasNext()) {
      entries.add(decoder.next());
    }
    if (entries.size() != batch.entryCount()) {
      throw new MalformedLogException(
          "expected " + batch.entryCount() + " entries, found " + entries.size());
    }
    return entries;
  }

  public void onHeartbeat(Heartbeat heartbeat, long now) {
    if (primary != null) {
      primary.onHeartbeat(heartbeat, now);
    }
  }

  public void onChannelClosed(String reason) {
    if (!endedInOrder()) {
      suspect("logging channel closed: " + reason);
    }
  }

  /** Test-and-set has answered the {@link Action.Claim}. */
  public void onVerdict(Verdict verdict, long now) {
    if (!lifecycle.is(CLAIMING_TO_TAKE_OVER)) {
      return;
    }
    switch (verdict) {
      case WON -> lifecycle.transition(CATCHING_UP, "won test-and-set");
      case LOST ->
          lifecycle.transition(HALTED, "lost test-and-set: the primary runs the machine alone");
      case UNKNOWN -> claim.unanswered(now);
    }
  }

  /**
   * Once per turn, after messages and before the guest runs, so that an acknowledgement never waits
   * for the guest.
   *
   * @param count instructions retired
   */
  public void onTick(long now, long count) {
    if (lifecycle.is(BACKUP) && receiveBufferFull()) {
      primary.heard(Signal.LOG_TRAFFIC, now); // it is this side that does not read
    }
    if (lifecycle.is(BACKUP) && !endedInOrder()) {
      primary.suspicion(now).ifPresent(this::suspect);
    }
    if (lifecycle.is(BACKUP) && ackDue(now)) {
      acknowledge(now, count);
    }
    if (lifecycle.is(CLAIMING_TO_TAKE_OVER) && claim.due(now)) {
      actions.add(new Action.Claim());
    }
    if (lifecycle.is(BACKUP)) {
      primary.beatIfDue(now).ifPresent(beat -> actions.add(new Action.Beat(beat)));
    }
  }

  private void suspect(String why) {
    if (!lifecycle.is(BACKUP)) {
      return;
    }
    claim = new Claim(settings.claimPause());
    actions.add(new Action.CloseChannel(why));
    lifecycle.transition(CLAIMING_TO_TAKE_OVER, why);
  }

  // ---- what the guest does -----------------------------------------------------------------

  /** The replayed guest made an output whose log entry stands at {@code entry}. */
  public void onOutput(Output output, LogPosition entry) {
    outputs.hold(output, entry);
    forgetReleased(outputs.releasedThrough());
  }

  private void forgetReleased(LogPosition position) {
    for (Output output : outputs.forgetReleased(position)) {
      actions.add(new Action.Forget(output));
    }
  }

  /** Machine and log disagree: this replica is discarded, and never goes live (R2.6). */
  public void onDivergence(String what) {
    if (!lifecycle.state().isFinal()) {
      actions.add(new Action.CloseChannel(what));
      lifecycle.transition(HALTED, what);
    }
  }

  /** Whether the guest may run: as long as there is log to replay, and after going live. */
  public boolean mayRun() {
    return !lifecycle.is(PAIRING) && !lifecycle.state().isFinal();
  }

  /**
   * Once per turn, after the guest has run.
   *
   * @param now from before the guest ran
   * @param count instructions retired
   * @param exhausted whether the machine has consumed every entry received
   * @param off whether the machine is switched off
   */
  public void afterRun(long now, long count, boolean exhausted, boolean off) {
    lag.executed(count);
    switch (lifecycle.state()) {
      case BACKUP -> {
        if (off && exhausted && endedInOrder()) {
          actions.add(new Action.CloseChannel("the machine is switched off"));
          lifecycle.transition(POWERED_OFF, "the machine was switched off");
        }
      }
      case CATCHING_UP -> {
        if (exhausted && now >= leaseOverAt()) {
          goLive();
        }
      }
      case LIVE_ALONE -> {
        release();
        if (off) {
          lifecycle.transition(POWERED_OFF, "the machine was switched off");
        }
      }
      default -> {}
    }
  }

  /** From then on the primary cannot take any acknowledgement of this side's for fresh. */
  private long leaseOverAt() {
    return newestTicksAt + settings.leaseByAnyClock();
  }

  /** The log has its end, and every output of it has left: the primary is needed no more. */
  private boolean endedInOrder() {
    return log.endSeen() && outputs.releasedThrough().isAtLeast(log.lastOutputEnd());
  }

  private void goLive() {
    lifecycle.transition(
        LIVE_ALONE, "replayed every entry received; " + outputs.heldCount() + " outputs to repeat");
    liveEnd = log.received();
    actions.add(new Action.GoLive());
    outputs.stopWaiting();
    release();
  }

  /** Position for an entry that this side, now live, makes itself. */
  public LogPosition nextLivePosition() {
    LogPosition position = liveEnd;
    liveEnd = liveEnd.plus(1);
    return position;
  }

  private void release() {
    outputs.release(output -> actions.add(new Action.Release(output, Long.MAX_VALUE)));
  }

  // ---- acknowledgements --------------------------------------------------------------------

  private boolean ackDue(long now) {
    return acknowledgeAtOnce || now - lastAckAt >= settings.keepAliveInterval();
  }

  private void acknowledge(long now, long count) {
    actions.add(new Action.Send(new Acknowledgement(log.received(), count, newestTicks)));
    acknowledgeAtOnce = false;
    lastAckAt = now;
  }

  /**
   * Whether the receive buffer is so full that the channel should not be read (R4.1). Behind the
   * end of the log come only release marks, and they are waited for.
   */
  public boolean receiveBufferFull() {
    return log.waitingBytes() > settings.maxWaitingBytes() && !log.endSeen();
  }

  // ---- what goes out -----------------------------------------------------------------------

  /** The actions wanted since the last call, to be carried out in order. */
  public List<Action> takeActions() {
    List<Action> taken = List.copyOf(actions);
    actions.clear();
    return taken;
  }

  /** When to take a turn at the latest, in monotonic nanoseconds. */
  public long nextDeadline() {
    return switch (lifecycle.state()) {
      case BACKUP -> Math.min(primary.nextDeadline(), lastAckAt + settings.keepAliveInterval());
      case CLAIMING_TO_TAKE_OVER -> claim.nextDeadline();
      case CATCHING_UP -> leaseOverAt();
      default -> Long.MAX_VALUE;
    };
  }

  /**
   * A clock that goes on where guest time was last seen: at least at the last clock read of the
   * log, and as far on as the primary's would be.
   */
  public GuestClock continuingClock(long now) {
    long estimate = newestTicks + (now - newestTicksAt) / GuestClock.NANOS_PER_TICK;
    return new GuestClock(Math.max(estimate, log.lastTicks()), now);
  }

  public ReplicaState state() {
    return lifecycle.state();
  }

  /** Why it is in this state; one line. */
  public String reason() {
    return lifecycle.reason();
  }

  /** What the pair has in common; null before pairing. */
  public Pairing pairing() {
    return pairing;
  }

  public OutputRule outputs() {
    return outputs;
  }

  /** How long ago the horizon arrived that is next to be reached, in nanoseconds; 0 if none. */
  public long lagNanos(long now) {
    return lifecycle.is(BACKUP) ? lag.lag(now) : 0;
  }

  /** Questions to test-and-set that nobody has answered, in the present claim. */
  public int unansweredClaims() {
    return claim == null ? 0 : claim.unansweredCount();
  }
}
