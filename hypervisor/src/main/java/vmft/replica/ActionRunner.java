package vmft.replica;

import java.util.List;
import vmft.protocol.Action;

/** Carries out what the protocol wants done. */
final class ActionRunner {
  private final ReplicaPorts ports;
  private final Milestones milestones;
  private final Runnable goLive;

  /**
   * @param goLive what going live takes on this side
   */
  ActionRunner(ReplicaPorts ports, Milestones milestones, Runnable goLive) {
    this.ports = ports;
    this.milestones = milestones;
    this.goLive = goLive;
  }

  void carryOut(List<Action> actions) {
    for (Action action : actions) {
      carryOut(action);
    }
  }

  private void carryOut(Action action) {
    if (action instanceof Action.Send send) {
      ports.send(send.message());
    } else if (action instanceof Action.Beat beat) {
      ports.sendHeartbeat(beat.heartbeat());
    } else if (action instanceof Action.Release release) {
      ports.emit(release.output(), release.validUntil());
    } else if (action instanceof Action.Forget forget) {
      ports.emittedElsewhere(forget.output());
    } else if (action instanceof Action.Claim) {
      milestones.reached(Milestone.Kind.CLAIM_SENT, "");
      ports.claimFlag();
    } else if (action instanceof Action.CloseChannel close) {
      ports.closeChannel(close.reason());
    } else if (action instanceof Action.GoLive) {
      goLive.run();
    }
  }
}
