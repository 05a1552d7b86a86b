package vmft.sim;

import java.util.HashMap;
import java.util.Map;
import vmft.log.StateDigest;

/** Both replicas are in the same state wherever both were seen at the same point (R2.3). */
final class DigestWatch {

  /** A point of the guest's history. */
  private record Point(long count, long eventsTaken) {}

  private final Map<Point, StateDigest> primary = new HashMap<>();
  private final Map<Point, StateDigest> backup = new HashMap<>();
  private long compared;

  void seen(Side side, ToyMachine machine) {
    Point point = new Point(machine.count(), machine.eventsTaken());
    StateDigest digest = machine.digest(true);
    StateDigest others = (side == Side.PRIMARY ? backup : primary).remove(point);
    if (others == null) {
      (side == Side.PRIMARY ? primary : backup).put(point, digest);
      return;
    }
    compared++;
    Violation.unless(
        digest.equals(others),
        "replicas are in the same state at the same point",
        "at count %d: %s has %s, the other %s",
        machine.count(),
        side,
        digest,
        others);
  }

  long compared() {
    return compared;
  }
}
