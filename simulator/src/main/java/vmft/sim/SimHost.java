package vmft.sim;

import static vmft.sim.EventQueue.MICROSECOND;

import java.util.ArrayDeque;
import java.util.Deque;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.replica.Input;
import vmft.replica.Replica;
import vmft.tas.TestAndSet.Verdict;

/**
 * A host's process: the replica with its inbox, its clock and its duty cycle, as the real host
 * gives them, in virtual time. It can be slow, freeze and die.
 */
final class SimHost {
  private static final long CALL = MICROSECOND;
  private static final long USUAL_NANOS_PER_INSTRUCTION = 5 * MICROSECOND;

  /** Something for the replica, taken when its process gets to it. */
  private interface Deposit {
    void applyTo(Replica replica, long now);
  }

  private final Side side;
  private final EventQueue time;
  private final HostClock clock;
  private final SimRandom random;
  private final Watch watch;
  private final Effects effects;
  private final Deque<Deposit> inbox = new ArrayDeque<>();
  private ToyMachine machine;
  private Replica replica;
  private boolean crashed;
  private long frozenUntil;
  private long busyUntil;
  private long wakeAt = Long.MAX_VALUE;
  private long wakes;
  private boolean inTurn;
  private long turnStart;
  private long turnStartCount;
  private long calls;
  private int slowness = 1;
  private long nanosPerInstruction = USUAL_NANOS_PER_INSTRUCTION;

  SimHost(Side side, EventQueue time, HostClock clock, SimRandom random, Watch watch) {
    this.side = side;
    this.time = time;
    this.clock = clock;
    this.random = random;
    this.watch = watch;
    this.effects = new Effects(time);
  }

  /** Starts the process. */
  void start(ToyMachine toy, Replica itsReplica) {
    machine = toy;
    replica = itsReplica;
    plan(time.now());
  }

  // ---- time ------------------------------------------------------------------------------------

  /** Where this host stands: within a turn, the time moves on with what it does. */
  long now() {
    return inTurn
        ? turnStart + (machine.count() - turnStartCount) * nanosPerInstruction + calls * CALL
        : time.now();
  }

  long localNow() {
    return clock.localAt(now());
  }

  /** Does something to the world, at the time that this host has reached. */
  void effect(Runnable action) {
    if (inTurn) {
      calls++;
    }
    effects.at(now(), action);
  }

  /** The guest is about to run, until {@code deadline} of the local clock or somewhat before. */
  void stopGuestAt(long deadline) {
    long nanos = Math.max(0, clock.timeAt(deadline) - now());
    machine.stopAfter(Math.max(1, Math.min(nanos / nanosPerInstruction, random.between(20, 400))));
  }

  // ---- deposits --------------------------------------------------------------------------------

  private void deposit(Deposit deposit) {
    if (!crashed) {
      inbox.addLast(deposit);
      plan(time.now());
    }
  }

  void depositMessage(Message message, Runnable taken) {
    deposit(
        (to, now) -> {
          taken.run();
          watch.messageTaken(side, message);
          to.onMessage(message, now);
        });
  }

  void depositChannelClosed(String reason) {
    deposit(
        (to, now) -> {
          watch.note(side, "is told: channel", reason);
          to.onChannelClosed(reason, now);
        });
  }

  void depositHeartbeat(Heartbeat heartbeat) {
    deposit((to, now) -> to.onHeartbeat(heartbeat, now));
  }

  void depositVerdict(Verdict verdict) {
    deposit(
        (to, now) -> {
          watch.note(side, "is told: test-and-set", verdict);
          to.onVerdict(verdict, now);
        });
  }

  void depositFrame(byte[] frame) {
    depositInput(new Input.Frame(frame));
  }

  void depositInput(Input input) {
    deposit((to, now) -> to.onInput(input));
  }

  // ---- the duty cycle --------------------------------------------------------------------------

  /** Something may have changed that the replica asks for. */
  void wake() {
    plan(time.now());
  }

  private void plan(long at) {
    long when = Math.max(at, Math.max(busyUntil, frozenUntil));
    if (when < wakeAt) {
      wakeAt = when;
      long wakeNumber = ++wakes;
      time.at(when, () -> cycle(wakeNumber));
    }
  }

  private void cycle(long wakeNumber) {
    if (wakeNumber != wakes || crashed) {
      return;
    }
    wakeAt = Long.MAX_VALUE;
    if (time.now() < Math.max(busyUntil, frozenUntil)) {
      plan(time.now());
    } else if (inbox.isEmpty()) {
      turn();
    } else {
      inbox.removeFirst().applyTo(replica, localNow());
      busyUntil = time.now() + random.between(1, 10) * MICROSECOND;
      plan(busyUntil);
    }
  }

  private void turn() {
    nanosPerInstruction = USUAL_NANOS_PER_INSTRUCTION * slowness;
    turnStart = time.now();
    turnStartCount = machine.count();
    calls = 1;
    inTurn = true;
    long due = replica.turn(localNow());
    busyUntil = now();
    inTurn = false;
    watch.turnTaken(side, machine);
    plan(clock.timeAt(due));
  }

  // ---- what can befall it ----------------------------------------------------------------------

  /** The process stops existing; nothing of what it had not yet done to the world happens. */
  void crash() {
    crashed = true;
    effects.drop();
    inbox.clear();
  }

  boolean crashed() {
    return crashed;
  }

  /** The process stands still, in the middle of whatever it does, while the clock goes on. */
  void freeze(long duration) {
    long until = time.now() + duration;
    long added = until - Math.max(time.now(), frozenUntil);
    if (added > 0) {
      frozenUntil = until;
      effects.postpone(added);
      if (busyUntil > time.now()) {
        busyUntil += added;
      }
    }
  }

  /** From its next turn on the guest runs so many times slower than usual. */
  void slowDown(int factor) {
    slowness = factor;
  }
}
