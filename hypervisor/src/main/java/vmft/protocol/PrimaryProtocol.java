package vmft.protocol;

import static vmft.protocol.ReplicaState.CLAIMING_TO_RUN_ALONE;
import static vmft.protocol.ReplicaState.HALTED;
import static vmft.protocol.ReplicaState.LIVE_ALONE;
import static vmft.protocol.ReplicaState.PAIRING;
import static vmft.protocol.ReplicaState.POWERED_OFF;
import static vmft.protocol.ReplicaState.PRIMARY;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.Pairing;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogPosition;
import vmft.output.OutputRule;
import vmft.protocol.FailureDetector.Signal;
import vmft.replay.GuestClock;
import vmft.replay.Journal;
import vmft.replay.Output;
import vmft.tas.TestAndSet.Verdict;

/**
 * The primary's half of the FT protocol: it sends the log, releases outputs by acknowledgement, and
 * when the backup falls silent runs on alone only after winning test-and-set.
 *
 * <p>All times are monotonic nanoseconds and never decrease from call to call.
 */
public final class PrimaryProtocol implements Journal {
  private final Pairing pairing;
  private final ProtocolSettings settings;
  private final GuestClock clock;
  private final Consumer<LogEntry> trace;
  private final Lifecycle lifecycle;
  private final LogBuffer log = new LogBuffer();
  private final OutputRule outputs = new OutputRule();
  private final Lease lease;
  private final LagMeter lag = new LagMeter();
  private final List<Action> actions = new ArrayList<>();

  /** Null before pairing. */
  private Partner backup;

  private Claim claim;
  private boolean outputWaits;
  private boolean ended;
  private long lastBatchAt;
  private long lastHorizon;
  private long backupExecuted;

  /**
   * @param clock the guest's time on this side, for batches and for the lease
   * @param trace told of every entry, in order
   */
  public PrimaryProtocol(
      Pairing pairing,
      ProtocolSettings settings,
      GuestClock clock,
      Consumer<LogEntry> trace,
      Lifecycle.Listener listener) {
    this.pairing = pairing;
    this.settings = settings;
    this.clock = clock;
    this.trace = trace;
    this.lifecycle = new Lifecycle(listener);
    this.lease = new Lease(settings.lease());
    actions.add(new Action.Send(new Hello(pairing)));
  }

  // ---- what comes in -----------------------------------------------------------------------

  public void onMessage(Message message, long now) {
    if (lifecycle.is(PAIRING)) {
      onPairingAnswer(message, now);
    } else if (message instanceof Acknowledgement ack && backup != null) {
      onAcknowledgement(ack, now);
    } else if (backup != null) {
      suspect("the backup sent an unexpected " + message.getClass().getSimpleName());
    }
  }

  private void onPairingAnswer(Message message, long now) {
    if (message instanceof Welcome) {
      backup = Partner.backupOf(pairing, settings, now);
      lastBatchAt = now;
      lifecycle.transition(PRIMARY, "the backup stands in the same initial state");
    } else if (message instanceof Refusal refusal) {
      lifecycle.transition(HALTED, "the backup refused to pair: " + refusal.reason());
    } else {
      String found = message.getClass().getSimpleName();
      actions.add(new Action.CloseChannel("expected Welcome or Refusal, found " + found));
      lifecycle.transition(HALTED, "expected Welcome or Refusal from the backup, found " + found);
    }
  }

  private void onAcknowledgement(Acknowledgement ack, long now) {
    if (!log.acknowledge(ack.receivedThrough())) {
      suspect(
          "the backup acknowledged "
              + ack.receivedThrough()
              + " entries of "
              + log.sentThrough()
              + " sent");
      return;
    }
    backup.heard(Signal.ACKNOWLEDGEMENTS, now);
    outputs.acknowledged(ack.receivedThrough());
    backupExecuted = Math.max(backupExecuted, ack.executedCount());
    lag.executed(backupExecuted);
    lease.renew(clock.nanosAt(ack.echoTicks()));
    release(now);
  }

  public void onHeartbeat(Heartbeat heartbeat, long now) {
    if (backup != null) {
      backup.onHeartbeat(heartbeat, now);
    }
  }

  public void onChannelClosed(String reason) {
    if (lifecycle.is(PAIRING)) {
      lifecycle.transition(HALTED, "the backup closed the channel before pairing: " + reason);
    } else if (!backupHasEverything()) {
      suspect("logging channel closed: " + reason);
    }
  }

  /** Test-and-set has answered the {@link Action.Claim}. */
  public void onVerdict(Verdict verdict, long now) {
    if (!lifecycle.is(CLAIMING_TO_RUN_ALONE)) {
      return;
    }
    switch (verdict) {
      case WON -> {
        lifecycle.transition(LIVE_ALONE, "won test-and-set; unprotected");
        outputs.stopWaiting();
        log.stopSending();
        release(now);
      }
      case LOST ->
          lifecycle.transition(HALTED, "lost test-and-set: the backup has taken the machine over");
      case UNKNOWN -> claim.unanswered(now);
    }
  }

  /** Once per turn, before the guest runs. */
  public void onTick(long now) {
    if (lifecycle.is(PRIMARY)) {
      backup.suspicion(now).ifPresent(this::suspect);
    }
    if (lifecycle.is(CLAIMING_TO_RUN_ALONE) && claim.due(now)) {
      actions.add(new Action.Claim());
    }
    if (lifecycle.is(PRIMARY)) {
      backup.beatIfDue(now).ifPresent(beat -> actions.add(new Action.Beat(beat)));
    }
  }

  private void suspect(String why) {
    if (!lifecycle.is(PRIMARY)) {
      return;
    }
    claim = new Claim(settings.claimPause());
    actions.add(new Action.CloseChannel(why));
    lifecycle.transition(CLAIMING_TO_RUN_ALONE, why);
  }

  // ---- what the guest does -----------------------------------------------------------------

  @Override
  public LogPosition append(LogEntry entry) {
    outputWaits |= entry instanceof OutputMade;
    trace.accept(entry);
    return log.append(entry);
  }

  /** The guest made an output, whose log entry stands at {@code entry}. */
  public void onOutput(Output output, LogPosition entry) {
    outputs.hold(output, entry);
  }

  /** The machine is switched off; the pair ends once the backup knows and every output has left. */
  public void onMachineOff(long count) {
    if (!ended) {
      ended = true;
      append(new PoweredOff(count));
      outputWaits = true;
    }
  }

  /** Whether the guest may run: paired, not halted, and no buffer is full. */
  public boolean mayRun() {
    return !lifecycle.is(PAIRING) && !lifecycle.state().isFinal() && !ended && !full();
  }

  private boolean full() {
    return outputs.heldBytes() > settings.maxHeldOutputBytes()
        || (!lifecycle.is(LIVE_ALONE)
            && log.unacknowledgedBytes() > settings.maxUnacknowledgedBytes());
  }

  /**
   * Once per turn, after the guest has run: sends what is due. A protected primary releases nothing
   * here, only when an acknowledgement arrives: {@code now} is from before the guest ran, and who
   * knows how long this process stood still meanwhile.
   *
   * @param count where the guest stands: the replay horizon
   * @param running whether the guest goes on at once, rather than waiting for something
   */
  public void afterRun(long now, long count, boolean running) {
    if (lifecycle.is(PRIMARY) && flushDue(now, running && count > lastHorizon)) {
      flush(now, count);
    }
    if (lifecycle.is(LIVE_ALONE)) {
      release(now);
    }
    endIfDone(now, count);
  }

  /**
   * The last few instructions before a guest came to rest are told with the entry that wakes it, or
   * by the keep-alive: an idle guest needs half as many batches.
   */
  private boolean flushDue(long now, boolean runsAway) {
    long waited = now - lastBatchAt;
    return outputWaits
        || log.unsentBytes() >= settings.maxBatchBytes()
        || waited >= settings.keepAliveInterval()
        || (waited >= settings.flushInterval() && (log.unsentBytes() > 0 || runsAway));
  }

  private void flush(long now, long count) {
    actions.add(new Action.Send(log.take(count, outputs.releasedThrough(), clock.ticksAt(now))));
    outputWaits = false;
    lastBatchAt = now;
    lastHorizon = count;
    lag.passed(count, now);
  }

  private void release(long now) {
    if (lifecycle.is(LIVE_ALONE) || (lifecycle.is(PRIMARY) && lease.isValid(now))) {
      long validUntil = lifecycle.is(LIVE_ALONE) ? Long.MAX_VALUE : lease.validUntil();
      outputs.release(output -> actions.add(new Action.Release(output, validUntil)));
    }
  }

  private void endIfDone(long now, long count) {
    if (!ended || !lifecycle.state().isLive() || outputs.heldCount() > 0) {
      return;
    }
    if (lifecycle.is(PRIMARY)) {
      if (!backupHasEverything()) {
        return;
      }
      flush(now, count);
      actions.add(new Action.CloseChannel("the machine is switched off"));
    }
    lifecycle.transition(POWERED_OFF, "the machine was switched off");
  }

  /** The machine is off, nothing is left to release, and the backup knows it all. */
  private boolean backupHasEverything() {
    return ended && outputs.heldCount() == 0 && log.acknowledgedThrough().equals(log.end());
  }

  // ---- what goes out -----------------------------------------------------------------------

  /** The actions wanted since the last call, to be carried out in order. */
  public List<Action> takeActions() {
    List<Action> taken = List.copyOf(actions);
    actions.clear();
    return taken;
  }

  /** When to take a turn at the latest while the guest rests, in monotonic nanoseconds. */
  public long nextDeadline() {
    return switch (lifecycle.state()) {
      case PRIMARY -> Math.min(backup.nextDeadline(), flushDeadline());
      case CLAIMING_TO_RUN_ALONE -> claim.nextDeadline();
      default -> Long.MAX_VALUE;
    };
  }

  /**
   * When a guest that runs must stand still at the latest, so that the backup hears how far it has
   * come (R2.4).
   */
  public long runDeadline(long now) {
    return Math.min(nextDeadline(), now + settings.flushInterval());
  }

  private long flushDeadline() {
    boolean entriesWait = log.unsentBytes() > 0;
    return lastBatchAt + (entriesWait ? settings.flushInterval() : settings.keepAliveInterval());
  }

  public ReplicaState state() {
    return lifecycle.state();
  }

  /** Why it is in this state; one line. */
  public String reason() {
    return lifecycle.reason();
  }

  public OutputRule outputs() {
    return outputs;
  }

  /** Position behind the last log entry. */
  public LogPosition logEnd() {
    return log.end();
  }

  public LogPosition acknowledgedThrough() {
    return log.acknowledgedThrough();
  }

  /** Packed bytes of all log entries sent, without framing. */
  public long logBytes() {
    return log.totalBytes();
  }

  /** Packed bytes of log entries that the backup has not acknowledged. */
  public long unacknowledgedBytes() {
    return log.unacknowledgedBytes();
  }

  /** Instructions that the backup had retired when it last said so. */
  public long backupExecuted() {
    return backupExecuted;
  }

  /** How long the backup is behind, as far as it has said: at most this, in nanoseconds. */
  public long lagNanos(long now) {
    return lifecycle.is(PRIMARY) ? lag.lag(now) : 0;
  }

  /** Questions to test-and-set that nobody has answered, in the present claim. */
  public int unansweredClaims() {
    return claim == null ? 0 : claim.unansweredCount();
  }
}
