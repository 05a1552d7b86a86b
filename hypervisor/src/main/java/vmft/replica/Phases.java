package vmft.replica;

import vmft.console.ConsoleState.Phase;
import vmft.protocol.ReplicaState;

/** What a replica's state means to a person at the console. */
final class Phases {
  private Phases() {}

  /**
   * @param takesInput whether what arrives from outside reaches the guest
   */
  static Phase of(ReplicaState state, boolean takesInput) {
    if (state == ReplicaState.POWERED_OFF) {
      return Phase.OFF;
    }
    return takesInput && !state.isFinal() ? Phase.LIVE : Phase.WAITING;
  }
}
