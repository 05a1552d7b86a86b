package vmft.replay;

import vmft.log.LogEntry;
import vmft.log.LogPosition;

/** Where the live side writes its log: the logging channel, a trace file, or both. */
@FunctionalInterface
public interface Journal {

  /**
   * Appends an entry.
   *
   * @return its position
   */
  LogPosition append(LogEntry entry);
}
