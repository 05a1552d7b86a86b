package vmft.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import vmft.engine.Answers;
import vmft.log.Invariants;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogPosition;

/**
 * Events from the log: the buffer between what has been received and what has been executed.
 *
 * <p>Entries go three ways. Events wait for the machine to stand at exactly their count. Answers go
 * to the engine ahead of time, in order. Entries of outputs wait for the machine to make the same
 * output. The machine never begins a block at or beyond the replay horizon, so it can never run
 * past an entry that is still to come (R2.4), and anything that does not fit is a divergence.
 */
public final class LoggedEvents implements EventSource {
  /** An entry object and its place in a queue, in bytes. */
  private static final int ENTRY_OVERHEAD = 48;

  private record Expected(LogPosition position, OutputMade entry) {}

  /** Events, digests and the end: places where the machine must stop. */
  private final Deque<LogEntry> stops = new ArrayDeque<>();

  private final Deque<LogEntry.Answer> answers = new ArrayDeque<>();
  private final Deque<Expected> expectedOutputs = new ArrayDeque<>();

  /** Made by the machine, while the entry is still to come: it bears the count of the horizon. */
  private final Deque<Output> aheadOfLog = new ArrayDeque<>();

  private final DigestComparison digests;
  private LogPosition received;
  private LogPosition lastOutputEnd = LogPosition.START;
  private long waitingBytes;
  private long horizon;
  private long lastCount;
  private long lastTicks;
  private long lastOfferedCount;
  private boolean endSeen;

  /**
   * @param start position of the first entry to come
   * @param digests told of every digest that the log holds
   */
  public LoggedEvents(LogPosition start, DigestComparison digests) {
    this.received = start;
    this.digests = digests;
  }

  /** Told at the count of a {@link StateDigested} entry, with the machine standing there. */
  @FunctionalInterface
  public interface DigestComparison {
    /** Compares; throws {@link DivergenceException} on a difference. */
    void compare(StateDigested expected, ReplayableMachine machine);

    /** The usual comparison. */
    static void strict(StateDigested expected, ReplayableMachine machine) {
      var found = machine.digest(expected.full());
      if (!found.equals(expected.digest())) {
        throw new DivergenceException(
            machine.count(),
            "state digest: log has " + expected.digest() + ", machine has " + found);
      }
    }
  }

  /**
   * Adds an entry that has arrived.
   *
   * @throws DivergenceException if its count is smaller than that of the entry before
   */
  public void receive(LogEntry entry) {
    if (entry.count() < lastCount) {
      throw new DivergenceException(
          entry.count(), "log goes back from count " + lastCount + " to " + entry.count());
    }
    lastCount = entry.count();
    waitingBytes += footprint(entry);
    if (entry instanceof OutputMade output) {
      lastOutputEnd = received.plus(1);
      expectedOutputs.addLast(new Expected(received, output));
    } else if (entry instanceof LogEntry.Answer answer) {
      answers.addLast(answer);
      if (answer instanceof ClockRead read) {
        lastTicks = Math.max(lastTicks, read.ticks());
      }
    } else {
      stops.addLast(entry);
      endSeen |= entry instanceof PoweredOff;
    }
    received = received.plus(1);
  }

  /** No later entry will have a smaller count. Grows. */
  public void extendHorizon(long count) {
    Invariants.checkAtMost(horizon, count, "horizon never shrinks");
    horizon = count;
  }

  @Override
  public LogEntry.Event next(ReplayableMachine machine, long now) {
    feedAnswers(machine);
    while (!stops.isEmpty() && stops.peekFirst().count() <= machine.count()) {
      if (mayStillDie(stops.peekFirst(), machine)) {
        return null;
      }
      LogEntry entry = stops.removeFirst();
      waitingBytes -= footprint(entry);
      if (entry.count() != machine.count()) {
        throw new DivergenceException(
            machine.count(), "log has " + entry + ", machine has passed it");
      }
      if (entry instanceof LogEntry.Event event) {
        return event;
      }
      check(entry, machine);
    }
    checkStandstill(machine);
    return null;
  }

  /**
   * A guest whose next instruction can never retire dies in the block that starts where the log
   * ends: that block must be begun.
   */
  private static boolean mayStillDie(LogEntry entry, ReplayableMachine machine) {
    return entry instanceof PoweredOff
        && entry.count() == machine.count()
        && !machine.poweredOff()
        && !machine.waiting();
  }

  /** A machine that cannot go on by itself must stand where the log ends. */
  private void checkStandstill(ReplayableMachine machine) {
    if (machine.waiting() && machine.count() < horizon) {
      throw new DivergenceException(
          machine.count(),
          "machine waits for an interrupt, log goes on to count " + horizon + " without one");
    }
    if (machine.poweredOff() && (machine.count() < horizon || !stops.isEmpty())) {
      throw new DivergenceException(
          machine.count(), "machine is switched off, log goes on to count " + lastCount);
    }
  }

  private void check(LogEntry entry, ReplayableMachine machine) {
    if (entry instanceof StateDigested digested) {
      digests.compare(digested, machine);
    } else if (entry instanceof PoweredOff && !machine.poweredOff()) {
      throw stillOn(machine);
    }
  }

  private void feedAnswers(ReplayableMachine machine) {
    while (!answers.isEmpty() && offer(machine, answers.peekFirst())) {
      LogEntry.Answer offered = answers.removeFirst();
      lastOfferedCount = offered.count();
      waitingBytes -= footprint(offered);
    }
  }

  private static boolean offer(ReplayableMachine machine, LogEntry.Answer answer) {
    if (answer instanceof ClockRead read) {
      return machine.offerAnswer(Answers.Kind.CLOCK, read.count(), read.ticks());
    }
    SeedRead read = (SeedRead) answer;
    return machine.offerAnswer(Answers.Kind.SEED, read.count(), read.bits());
  }

  /**
   * The count of the next event or digest, within the horizon; and where the engine's queue had no
   * room for every answer, the count of the last that it took: the block behind it may ask for the
   * next.
   */
  @Override
  public long limit() {
    long limit = horizon;
    if (stops.peekFirst() instanceof PoweredOff end) {
      limit = end.count() + 1; // no further entry will come; see mayStillDie
    } else if (!stops.isEmpty()) {
      limit = Math.min(limit, stops.peekFirst().count());
    }
    if (!answers.isEmpty()) {
      limit = Math.min(limit, lastOfferedCount);
    }
    return limit;
  }

  @Override
  public void settle(ReplayableMachine machine, OutputSink outputs) {
    aheadOfLog.addAll(machine.takeOutputs());
    while (!aheadOfLog.isEmpty() && !expectedOutputs.isEmpty()) {
      Output made = aheadOfLog.removeFirst();
      Expected expected = expectedOutputs.removeFirst();
      waitingBytes -= footprint(expected.entry());
      if (!made.entry().equals(expected.entry())) {
        throw new DivergenceException(
            made.count(), "log has " + expected.entry() + ", machine made " + made.entry());
      }
      outputs.made(made, expected.position());
    }
    checkOutputsMatch(machine);
    checkHorizonKept(machine);
  }

  private void checkOutputsMatch(ReplayableMachine machine) {
    if (!expectedOutputs.isEmpty()
        && (machine.poweredOff()
            || expectedOutputs.peekFirst().entry().count() < machine.count())) {
      throw new DivergenceException(
          machine.count(),
          "log has " + expectedOutputs.peekFirst().entry() + ", machine made no output there");
    }
    if (!aheadOfLog.isEmpty() && aheadOfLog.peekFirst().count() < horizon) {
      throw new DivergenceException(
          machine.count(),
          "machine made " + aheadOfLog.peekFirst().entry() + ", log has no output");
    }
  }

  private static DivergenceException stillOn(ReplayableMachine machine) {
    return new DivergenceException(machine.count(), "log ends with power-off, machine is still on");
  }

  private void checkHorizonKept(ReplayableMachine machine) {
    if (machine.count() > horizon && stops.peekFirst() instanceof PoweredOff) {
      throw stillOn(machine);
    }
    if (machine.count() > horizon) {
      throw new DivergenceException(
          machine.count(),
          endSeen
              ? "log ends with power-off at count " + horizon + ", machine is still on"
              : "no block starts at the horizon, count " + horizon);
    }
    if (machine.count() == horizon && machine.answersQueued() > 0) {
      throw new DivergenceException(
          machine.count(), "log has answers that the machine did not ask for");
    }
  }

  /**
   * Whether the machine stands at the horizon with every entry consumed: the point at which a
   * backup may go live (R5.3).
   */
  public boolean exhausted(ReplayableMachine machine) {
    return stops.isEmpty()
        && answers.isEmpty()
        && machine.answersQueued() == 0
        && expectedOutputs.isEmpty()
        && (machine.count() >= horizon || machine.poweredOff());
  }

  /**
   * Outputs that the machine made and no entry tells of: the log ended before. They have certainly
   * not left, and the live side records them anew.
   */
  public Iterable<Output> unlogged() {
    return aheadOfLog;
  }

  /** Position behind the last entry received. */
  public LogPosition received() {
    return received;
  }

  public long horizon() {
    return horizon;
  }

  /** Memory of the entries received and not yet consumed, in bytes, roughly. */
  public long waitingBytes() {
    return waitingBytes;
  }

  private static int footprint(LogEntry entry) {
    int payload =
        entry instanceof LogEntry.FrameReceived received
            ? received.frame().length
            : entry instanceof LogEntry.RandomBytes random ? random.bytes().length : 0;
    return ENTRY_OVERHEAD + payload;
  }

  /** Position behind the last entry of an output. */
  public LogPosition lastOutputEnd() {
    return lastOutputEnd;
  }

  /** The latest guest time that the log has shown, in ticks of 100 ns. */
  public long lastTicks() {
    return lastTicks;
  }

  /** Whether the log has ended in order. */
  public boolean endSeen() {
    return endSeen;
  }
}
