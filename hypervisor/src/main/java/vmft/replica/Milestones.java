package vmft.replica;

import vmft.protocol.ReplicaState;

/** Turns state changes into the milestones of a takeover's timeline. */
final class Milestones {
  private final ReplicaPorts ports;
  private long now;

  Milestones(ReplicaPorts ports) {
    this.ports = ports;
  }

  /** The time of what follows, in monotonic nanoseconds. */
  void setNow(long nanos) {
    now = nanos;
  }

  void reached(Milestone.Kind kind, String detail) {
    ports.milestone(new Milestone(kind, now, detail));
  }

  void stateChanged(ReplicaState from, ReplicaState to, String reason) {
    switch (to) {
      case CLAIMING_TO_RUN_ALONE, CLAIMING_TO_TAKE_OVER ->
          reached(Milestone.Kind.SUSPECTED, reason);
      case CATCHING_UP -> reached(Milestone.Kind.FLAG_WON, reason);
      case LIVE_ALONE -> {
        if (from == ReplicaState.CLAIMING_TO_RUN_ALONE) {
          reached(Milestone.Kind.FLAG_WON, reason);
        } else {
          reached(Milestone.Kind.LOG_REPLAYED, reason);
        }
        reached(Milestone.Kind.LIVE, reason);
      }
      case HALTED -> reached(Milestone.Kind.HALTED, reason);
      case POWERED_OFF -> reached(Milestone.Kind.POWERED_OFF, reason);
      case PAIRING, PRIMARY, BACKUP -> {}
    }
    reached(Milestone.Kind.STATE_CHANGED, from + " to " + to + ": " + reason);
  }
}
