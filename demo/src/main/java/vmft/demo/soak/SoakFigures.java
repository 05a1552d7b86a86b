package vmft.demo.soak;

import java.util.List;
import vmft.demo.Proof;

/**
 * What came of a soak, for a program.
 *
 * @param verdict whether everything that had to hold did
 * @param seconds from power-on to the end
 * @param rounds of the workload
 * @param digestsEqual found equal by the backup
 * @param worstLagMillis as the primary knew it, among the samples
 */
public record SoakFigures(
    boolean verdict,
    double seconds,
    int rounds,
    long instructions,
    long logBytes,
    double logBytesPerSecond,
    long digestsEqual,
    double worstLagMillis,
    int guestMib,
    long primaryPeakMib,
    long backupPeakMib,
    List<Proof.Check> checks,
    String folder) {

  static SoakFigures of(
      SoakSettings settings, SoakWatch watch, Rounds rounds, List<Proof.Check> checks) {
    return new SoakFigures(
        checks.stream().allMatch(Proof.Check::passed),
        watch.seconds(),
        rounds.count(),
        watch.count(),
        watch.logBytes(),
        watch.logBytes() / watch.seconds(),
        watch.digests(),
        watch.worstLagMillis(),
        settings.guest().memoryMib(),
        watch.primaryPeakMib(),
        watch.backupPeakMib(),
        checks,
        settings.folder().toString());
  }
}
