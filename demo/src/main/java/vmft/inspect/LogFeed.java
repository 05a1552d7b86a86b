package vmft.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vmft.log.LogEntry;
import vmft.replay.LoggedEvents;
import vmft.trace.TraceCursor;

/**
 * Hands the entries of a trace over to a replay, from one place at which the machine must stop to
 * the next: only there is it known to stand at the start of a block, which the replay horizon has
 * to be. What lies behind the last such place is not replayed.
 */
final class LogFeed {
  private final TraceCursor cursor;
  private final LoggedEvents log;

  /** Entries behind the last stop handed over. */
  private final List<LogEntry> ahead = new ArrayList<>();

  LogFeed(TraceCursor cursor, LoggedEvents log) {
    this.cursor = cursor;
    this.log = log;
  }

  /**
   * Hands over the entries up to the next stop.
   *
   * @return false if there is none
   */
  boolean feed() throws IOException {
    while (cursor.hasNext()) {
      LogEntry entry = cursor.next();
      ahead.add(entry);
      if (isStop(entry)) {
        ahead.forEach(log::receive);
        ahead.clear();
        log.extendHorizon(entry.count());
        return true;
      }
    }
    return false;
  }

  private static boolean isStop(LogEntry entry) {
    return !(entry instanceof LogEntry.Answer) && !(entry instanceof LogEntry.OutputMade);
  }

  /** Entries read and not handed over. */
  int entriesLeft() {
    return ahead.size();
  }
}
