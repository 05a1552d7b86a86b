package vmft.protocol;

import vmft.log.Invariants;

/** The state of a replica and the only way to change it. */
public final class Lifecycle {
  private final Listener listener;
  private ReplicaState state = ReplicaState.PAIRING;
  private String reason = "started";

  /** Told of every change, on the replica's thread. */
  @FunctionalInterface
  public interface Listener {
    void changed(ReplicaState from, ReplicaState to, String reason);
  }

  Lifecycle(Listener listener) {
    this.listener = listener;
  }

  /**
   * Moves on to another state.
   *
   * @param why one line for the operator
   */
  void transition(ReplicaState next, String why) {
    Invariants.check(
        state.successors().contains(next), "legal transition: from=%s to=%s: %s", state, next, why);
    ReplicaState before = state;
    state = next;
    reason = why;
    listener.changed(before, next, why);
  }

  ReplicaState state() {
    return state;
  }

  /** Why it is in this state; one line. */
  String reason() {
    return reason;
  }

  boolean is(ReplicaState candidate) {
    return state == candidate;
  }
}
