package vmft.replay;

import vmft.log.LogEntry.StateDigested;

/**
 * Writes the digests of a {@link DigestSchedule}: each at the first stop at or behind the count at
 * which it is due, before the events of that stop.
 */
public final class DigestRecorder {
  private final DigestSchedule schedule;
  private final Journal journal;
  private long nextAt;
  private long taken;
  private long lastFullAt;

  /**
   * @param count where the live side begins; its first digest comes later
   */
  public DigestRecorder(DigestSchedule schedule, Journal journal, long count) {
    this.schedule = schedule;
    this.journal = journal;
    this.nextAt = schedule.nextAfter(count);
    this.lastFullAt = count;
  }

  /** The machine must stop at this count or at the next place behind it. */
  long nextAt() {
    return nextAt;
  }

  void recordIfDue(ReplayableMachine machine) {
    if (machine.count() >= nextAt) {
      nextAt = schedule.nextAfter(machine.count());
      taken++;
      record(machine, schedule.isFull(taken, machine.count() - lastFullAt));
    }
  }

  /** The machine has switched itself off: one last digest, with memory. */
  void recordLast(ReplayableMachine machine) {
    if (!schedule.isOff()) {
      nextAt = Long.MAX_VALUE;
      record(machine, true);
    }
  }

  private void record(ReplayableMachine machine, boolean full) {
    if (full) {
      lastFullAt = machine.count();
    }
    journal.append(new StateDigested(machine.count(), full, machine.digest(full)));
  }
}
