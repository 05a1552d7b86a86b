package vmft.replay;

import vmft.log.LogEntry;
import vmft.log.LogPosition;

/**
 * Where a machine's events come from: {@link LiveEvents the outside world} or {@link LoggedEvents
 * the log}. It also settles what the machine did between two stops: on the live side that is
 * written to the log, in replay it is compared with the log.
 */
public interface EventSource {

  /**
   * The next event that takes effect at the machine's present count; null if there is none now.
   *
   * @param now monotonic nanoseconds
   */
  LogEntry.Event next(ReplayableMachine machine, long now);

  /** The machine may begin blocks that start below this count. */
  long limit();

  /** Accounts for answers given and outputs made since the last call. */
  void settle(ReplayableMachine machine, OutputSink outputs);

  /** Receives each output with the position of its log entry. */
  @FunctionalInterface
  interface OutputSink {
    void made(Output output, LogPosition entry);
  }
}
