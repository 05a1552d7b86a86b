package vmft.protocol;

import java.util.EnumSet;
import java.util.Set;

/** Where a replica stands in the protocol. */
public enum ReplicaState {
  /** The two sides compare what they run; the guest does not run yet. */
  PAIRING,
  /** Live and protected: the guest runs, outputs wait for the backup's acknowledgement. */
  PRIMARY,
  /** Follows the primary's log; its own outputs go nowhere. */
  BACKUP,
  /** The backup seems gone: the guest runs, outputs are held, test-and-set is being asked. */
  CLAIMING_TO_RUN_ALONE,
  /** The primary seems gone: what was received is replayed, test-and-set is being asked. */
  CLAIMING_TO_TAKE_OVER,
  /** Won the flag; replays the log to its last entry, and outlives the primary's lease. */
  CATCHING_UP,
  /** Live without a backup: outputs leave at once. */
  LIVE_ALONE,
  /** The machine was switched off in order. */
  POWERED_OFF,
  /** Stopped for good, because the other side is or may be live, or because something is wrong. */
  HALTED;

  Set<ReplicaState> successors() {
    return switch (this) {
      case PAIRING -> EnumSet.of(PRIMARY, BACKUP, HALTED);
      case PRIMARY -> EnumSet.of(CLAIMING_TO_RUN_ALONE, POWERED_OFF);
      case BACKUP -> EnumSet.of(CLAIMING_TO_TAKE_OVER, POWERED_OFF, HALTED);
      case CLAIMING_TO_RUN_ALONE -> EnumSet.of(LIVE_ALONE, HALTED);
      case CLAIMING_TO_TAKE_OVER -> EnumSet.of(CATCHING_UP, HALTED);
      case CATCHING_UP -> EnumSet.of(LIVE_ALONE, HALTED);
      case LIVE_ALONE -> EnumSet.of(POWERED_OFF, HALTED);
      case POWERED_OFF, HALTED -> EnumSet.noneOf(ReplicaState.class);
    };
  }

  /** Whether outputs of the guest may reach the world from this replica, now or after an ACK. */
  public boolean isLive() {
    return this == PRIMARY || this == LIVE_ALONE;
  }

  public boolean isClaiming() {
    return this == CLAIMING_TO_RUN_ALONE || this == CLAIMING_TO_TAKE_OVER;
  }

  public boolean isFinal() {
    return this == POWERED_OFF || this == HALTED;
  }
}
