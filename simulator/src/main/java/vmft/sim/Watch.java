package vmft.sim;

import java.util.EnumSet;
import java.util.Set;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Welcome;
import vmft.protocol.ProtocolSettings;
import vmft.replay.Output;
import vmft.replica.Milestone;

/**
 * Sees everything that passes between the hosts and the world, and has the checkers judge it. Never
 * asks a replica how it feels.
 */
final class Watch {
  private final Chronicle chronicle;
  private final LiveWatch live = new LiveWatch();
  private final OutputRuleWatch outputRule = new OutputRuleWatch();
  private final OutputHistory outputs = new OutputHistory();
  private final DigestWatch digests = new DigestWatch();
  private final MemoryWatch memory;
  private final Set<Side> poweredOff = EnumSet.noneOf(Side.class);
  private final Set<Side> halted = EnumSet.noneOf(Side.class);
  private boolean paired;
  private boolean takeover;

  Watch(Chronicle chronicle, ProtocolSettings settings) {
    this.chronicle = chronicle;
    this.memory = new MemoryWatch(settings);
  }

  void note(Side side, String what, Object detail) {
    chronicle.note(what, side.ordinal(), side + " " + detail);
  }

  // ---- the log channel -------------------------------------------------------------------------

  void messageSent(Side from, Message message) {
    if (message instanceof Batch batch) {
      chronicle.note("primary sends", batch.horizon(), new BatchText(batch));
      memory.sent(batch);
    } else {
      chronicle.note(from + " sends", 0, message);
    }
  }

  void messageTaken(Side to, Message message) {
    if (message instanceof Batch batch) {
      chronicle.note("backup takes", batch.horizon(), new BatchText(batch));
      outputRule.batchReachesBackup(batch);
      memory.received(batch);
    } else {
      chronicle.note(to + " takes", 0, message);
    }
    paired |= message instanceof Welcome;
    if (message instanceof Acknowledgement acknowledgement) {
      memory.acknowledged(acknowledgement);
    }
  }

  private record BatchText(Batch batch) {
    @Override
    public String toString() {
      return String.format(
          "batch of %d from %s, horizon %d, released %s, ticks %d",
          batch.entryCount(),
          batch.first(),
          batch.horizon(),
          batch.releasedThrough(),
          batch.guestTicks());
    }
  }

  void channelClosed(Side by, String reason) {
    note(by, "closes the channel:", reason);
    if (by == Side.BACKUP) {
      outputRule.backupStopsListening();
    }
  }

  // ---- going live
  // --------------------------------------------------------------------------------

  void flagWon(Side side) {
    note(side, "holds the flag", "");
    live.flagWon(side);
  }

  void milestone(Side side, Milestone milestone) {
    chronicle.note(side + " says", milestone.kind().ordinal(), milestone);
    switch (milestone.kind()) {
      case LIVE -> {
        live.goesLive(side);
        takeover |= side == Side.BACKUP;
      }
      case POWERED_OFF -> poweredOff.add(side);
      case HALTED -> {
        halted.add(side);
        Violation.unless(
            !milestone.detail().contains("diverged"),
            "replicas never diverge",
            "%s: %s",
            side,
            milestone.detail());
      }
      default -> {}
    }
  }

  void emitted(Side side, Output output) {
    OutputStamp stamp = OutputHistory.stampOf(output);
    chronicle.note(side + " lets go", stamp.index(), output.kind() + " " + stamp);
    live.emits(side);
    if (live.protectedPrimary(side)) {
      outputRule.leavesProtectedPrimary(stamp);
    }
    outputs.leaves(side, output);
    memory.emitted(side, output.data().length);
  }

  void turnTaken(Side side, ToyMachine machine) {
    memory.turnTaken(side, machine);
    if (live.live() == Side.PRIMARY) {
      digests.seen(side, machine);
    }
  }

  // ---- for the end of the run
  // -----------------------------------------------------------------------

  LiveWatch live() {
    return live;
  }

  OutputHistory outputs() {
    return outputs;
  }

  long digestsCompared() {
    return digests.compared();
  }

  /** Whether the primary has learnt that there is a backup. */
  boolean paired() {
    return paired;
  }

  boolean takeover() {
    return takeover;
  }

  boolean poweredOff(Side side) {
    return poweredOff.contains(side);
  }

  boolean halted(Side side) {
    return halted.contains(side);
  }
}
