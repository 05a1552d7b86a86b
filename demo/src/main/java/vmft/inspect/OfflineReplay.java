package vmft.inspect;

import java.io.IOException;
import java.util.function.Consumer;
import vmft.log.LogPosition;
import vmft.machine.Machine;
import vmft.replay.DivergenceException;
import vmft.replay.EventSource.OutputSink;
import vmft.replay.LoggedEvents;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.replay.Output;
import vmft.replay.RunLoop;
import vmft.replay.RunLoop.Turn;
import vmft.trace.TraceReader;

/**
 * A machine that goes through a trace again, by the run loop that a backup uses. Every output is
 * compared with its entry, every digest with the machine's. Not thread-safe.
 */
public final class OfflineReplay implements AutoCloseable {
  private final Machine machine;
  private final Pace pace;
  private final LoggedEvents log;
  private final LogFeed feed;
  private final RunLoop loop;
  private boolean ended;
  private long digests;
  private long outputs;
  private long lastAgreedCount;
  private long lastFullyAgreedCount;

  /**
   * @param machine just made, of the image and configuration that the trace names; closed with this
   * @param trace stays open as long as this is in use
   * @param digestComparison what to do with digests: {@link DigestComparison#strict} as a rule
   * @param outputs told of every output that was found to be the same as the recorded one
   */
  public OfflineReplay(
      Machine machine,
      TraceReader trace,
      DigestComparison digestComparison,
      Consumer<Output> outputs,
      Pace pace) {
    this.machine = machine;
    this.pace = pace;
    DigestComparison counting =
        (expected, ours) -> {
          digestComparison.compare(expected, ours);
          digests++;
          lastAgreedCount = expected.count();
          if (expected.full()) {
            lastFullyAgreedCount = expected.count();
          }
        };
    this.log = new LoggedEvents(LogPosition.START, counting);
    this.feed = new LogFeed(trace.fromStart(), log);
    OutputSink sink =
        (output, entry) -> {
          this.outputs++;
          outputs.accept(output);
        };
    this.loop = new RunLoop(machine, log, sink);
    machine.answerFromLog();
    machine.powerOn(trace.header().pairing().powerOnEpochNanos());
  }

  /** Replays to the end of the log; see {@link #runTo}. */
  public void runToEnd() throws IOException {
    runTo(Long.MAX_VALUE);
  }

  /**
   * Replays until the machine stands at the first place at or behind {@code count}, before the
   * events there, or until the log ends.
   *
   * @return whether the log goes on
   * @throws DivergenceException if machine and log disagree
   * @throws vmft.trace.TraceException where the file is damaged
   */
  public boolean runTo(long count) throws IOException {
    while (!ended && machine.count() < count) {
      long stop = Math.min(count, pace.nextStop(machine.count()));
      ended = !goOn(loop.turn(0, stop));
      pace.stand();
    }
    return !ended;
  }

  private boolean goOn(Turn turn) throws IOException {
    return switch (turn) {
      case RAN, DEAD -> true;
      case IDLE, AT_HORIZON, POWERED_OFF -> feed.feed() || !atEnd();
    };
  }

  /** The machine may have come to its end just now: then the log's is still to be compared. */
  private boolean atEnd() {
    loop.turn(0, machine.count());
    if (!log.exhausted(machine)) {
      throw new DivergenceException(
          machine.count(), "log ends, machine has not asked for all of its answers");
    }
    return true;
  }

  public Machine machine() {
    return machine;
  }

  /** Whether the log has told that the machine was switched off, and so it was. */
  public boolean endedInOrder() {
    return ended && log.endSeen();
  }

  /** Entries replayed. */
  public long entries() {
    return log.received().value();
  }

  /** Entries behind the last place that could be replayed; 0 unless the file was cut off. */
  public int entriesLeft() {
    return feed.entriesLeft();
  }

  /** Digests compared. */
  public long digests() {
    return digests;
  }

  /** Outputs compared. */
  public long outputs() {
    return outputs;
  }

  /** Where the last digest was compared and found equal; 0 if nowhere. */
  public long lastAgreedCount() {
    return lastAgreedCount;
  }

  /** Where the last digest with memory was compared and found equal; 0 if nowhere. */
  public long lastFullyAgreedCount() {
    return lastFullyAgreedCount;
  }

  @Override
  public void close() {
    machine.close();
  }
}
