package vmft.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import vmft.engine.Answers;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.TimerExpired;

/**
 * Events from the outside world, recorded: each is written to the journal with the count at which
 * the guest takes it, together with the answers that the engine gave meanwhile and an entry for
 * each output (R2.2, R3.2). Everything that is not a function of the guest's state enters here.
 */
public final class LiveEvents implements EventSource {
  /**
   * Payload of the events taken at one stop, roughly: what does not fit is taken at the next, so
   * that what a turn logs always fits into a frame of the channel.
   */
  private static final int MAX_BYTES_AT_A_STOP = 64 << 10;

  private final LiveInputs inputs;
  private final GuestClock clock;
  private final IntFunction<byte[]> randomness;
  private final Journal journal;
  private final DigestRecorder digests;

  /** Outputs of the present settling. */
  private final Deque<Output> made = new ArrayDeque<>();

  private int bytesAtThisStop;

  /**
   * @param clock also given to the machine, which answers clock reads from it
   * @param randomness gives so many random bytes
   * @param digests writes to the same journal
   */
  public LiveEvents(
      LiveInputs inputs,
      GuestClock clock,
      IntFunction<byte[]> randomness,
      Journal journal,
      DigestRecorder digests) {
    this.inputs = inputs;
    this.clock = clock;
    this.randomness = randomness;
    this.journal = journal;
    this.digests = digests;
  }

  @Override
  public LogEntry.Event next(ReplayableMachine machine, long now) {
    if (machine.poweredOff() || bytesAtThisStop >= MAX_BYTES_AT_A_STOP) {
      return null;
    }
    digests.recordIfDue(machine);
    LogEntry.Event event = happening(machine, now);
    if (event != null) {
      bytesAtThisStop += payloadBytes(event);
      journal.append(event);
    }
    return event;
  }

  private static int payloadBytes(LogEntry.Event event) {
    return event instanceof FrameReceived received
        ? received.frame().length
        : event instanceof RandomBytes random ? random.bytes().length : 0;
  }

  private LogEntry.Event happening(ReplayableMachine machine, long now) {
    long count = machine.count();
    Command command = inputs.takeCommand();
    if (command != null) {
      return new Control(count, command);
    }
    long deadline = machine.timerDeadline();
    if (deadline >= 0 && clock.ticksAt(now) >= deadline) {
      return new TimerExpired(count);
    }
    int wanted = machine.randomBytesWanted();
    if (wanted > 0) {
      return new RandomBytes(count, randomness.apply(wanted));
    }
    if (inputs.hasFrame() && machine.acceptsFrame()) {
      return new FrameReceived(count, inputs.takeFrame());
    }
    if (inputs.hasConsoleByte() && machine.acceptsConsoleInput()) {
      return new ConsoleInput(count, inputs.takeConsoleByte());
    }
    return null;
  }

  /** The live side waits for nobody's log; it stops for its digests alone. */
  @Override
  public long limit() {
    return digests.nextAt();
  }

  /** The machine has switched itself off; what the journal gets after this is the end. */
  public void recordLastDigest(ReplayableMachine machine) {
    digests.recordLast(machine);
  }

  /**
   * Writes down what the guest was answered and what it put out, in the order of their counts: an
   * output of a device register and a clock read of the same run can follow each other either way.
   */
  @Override
  public void settle(ReplayableMachine machine, OutputSink outputs) {
    bytesAtThisStop = 0;
    made.addAll(machine.takeOutputs());
    machine.drainAnswers(
        (kind, count, value) -> {
          recordOutputsBefore(count, outputs);
          recordAnswer(kind, count, value);
        });
    recordOutputsBefore(Long.MAX_VALUE, outputs);
  }

  private void recordOutputsBefore(long count, OutputSink outputs) {
    while (!made.isEmpty() && made.peekFirst().count() < count) {
      Output output = made.removeFirst();
      outputs.made(output, journal.append(output.entry()));
    }
  }

  private void recordAnswer(Answers.Kind kind, long count, long value) {
    journal.append(
        switch (kind) {
          case CLOCK -> new ClockRead(count, value);
          case SEED -> new SeedRead(count, (int) value);
        });
  }

  /** When the guest's timer expires, in monotonic nanoseconds; {@link Long#MAX_VALUE} for never. */
  public long timerDue(ReplayableMachine machine) {
    long deadline = machine.timerDeadline();
    return deadline < 0 || deadline > Long.MAX_VALUE / (2 * GuestClock.NANOS_PER_TICK)
        ? Long.MAX_VALUE
        : clock.nanosAt(deadline);
  }

  public long guestTicks(long now) {
    return clock.ticksAt(now);
  }
}
