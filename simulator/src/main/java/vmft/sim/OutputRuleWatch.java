package vmft.sim;

import java.util.List;
import vmft.channel.Message.Batch;
import vmft.log.EntryCodec;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputMade;
import vmft.log.MalformedLogException;

/**
 * Which outputs the primary may let go, judged by what was seen to reach the backup (R3.2). The
 * n-th entry of an output in the log belongs to the n-th output of the guest.
 */
final class OutputRuleWatch {
  private boolean backupListens = true;
  private long outputEntriesHeld;

  /** The backup's process has taken a batch out of its socket. */
  void batchReachesBackup(Batch batch) {
    if (backupListens) {
      outputEntriesHeld += unpack(batch).stream().filter(OutputMade.class::isInstance).count();
    }
  }

  private static List<LogEntry> unpack(Batch batch) {
    try {
      return EntryCodec.unpack(batch.entries(), batch.entryCount());
    } catch (MalformedLogException e) {
      throw new Violation("batches are well-formed", e.getMessage());
    }
  }

  /** What comes from now on does not count as received. */
  void backupStopsListening() {
    backupListens = false;
  }

  void leavesProtectedPrimary(OutputStamp stamp) {
    Violation.unless(
        stamp.index() < outputEntriesHeld,
        "no output leaves before the backup holds its entry",
        "output %d left, backup holds the entries of %d outputs",
        stamp.index(),
        outputEntriesHeld);
  }
}
