package vmft.replay;

import vmft.engine.StopReason;
import vmft.log.LogEntry;

/**
 * Runs a machine from stop to stop. The same loop serves a machine that runs alone, a primary, a
 * backup and an offline replay; only the {@link EventSource} and the sink of outputs differ.
 *
 * <p>Never blocks: a turn that cannot go on says why.
 */
public final class RunLoop {
  private final ReplayableMachine machine;
  private final EventSource.OutputSink outputs;
  private EventSource source;
  private long consoleTaken;

  /** What came of a turn. */
  public enum Turn {
    /** The guest ran; there may be more to do at once. */
    RAN,
    /** The guest waits for an interrupt, and no event is there. */
    IDLE,
    /** Replay only: the machine stands at the replay horizon. */
    AT_HORIZON,
    /** The machine is switched off. */
    POWERED_OFF,
    /** The guest can never go on; {@link ReplayableMachine#stopDetail()} says why. */
    DEAD
  }

  public RunLoop(ReplayableMachine machine, EventSource source, EventSource.OutputSink outputs) {
    this.machine = machine;
    this.source = source;
    this.outputs = outputs;
  }

  /** Events come from elsewhere from now on: the backup has gone live. */
  public void switchTo(EventSource other) {
    source = other;
  }

  /**
   * Applies what takes effect now, then runs the guest to its next stop.
   *
   * @param now monotonic nanoseconds
   * @param bound the machine stops at this count at the latest; the smaller of it and the source's
   *     limit counts
   * @throws DivergenceException if the machine and the log disagree
   */
  public Turn turn(long now, long bound) {
    applyEvents(now);
    if (machine.poweredOff()) {
      return Turn.POWERED_OFF;
    }
    if (machine.waiting()) {
      return Turn.IDLE;
    }
    long limit = Math.min(source.limit(), bound);
    if (limit <= machine.count()) {
      return Turn.AT_HORIZON;
    }
    StopReason reason = machine.run(limit);
    source.settle(machine, outputs);
    return switch (reason) {
      case DIVERGED -> throw new DivergenceException(machine.count(), machine.stopDetail());
      case DEAD -> Turn.DEAD;
      default -> machine.poweredOff() ? Turn.POWERED_OFF : Turn.RAN;
    };
  }

  /** Console bytes that the machine has taken since power-on; the same on both replicas. */
  public long consoleTaken() {
    return consoleTaken;
  }

  private void applyEvents(long now) {
    for (LogEntry.Event event = source.next(machine, now);
        event != null;
        event = source.next(machine, now)) {
      try {
        machine.apply(event);
        consoleTaken += event instanceof LogEntry.ConsoleInput ? 1 : 0;
      } catch (IllegalStateException e) {
        throw new DivergenceException(machine.count(), event + ": " + e.getMessage());
      }
    }
    source.settle(machine, outputs);
  }
}
