package vmft.demo.linux;

import java.util.List;
import java.util.Locale;
import vmft.demo.Incident;
import vmft.demo.Proof;
import vmft.demo.Timeline;

/**
 * What came of a run, for a program.
 *
 * @param verdict whether everything that had to be proved was
 * @param survivor {@code primary} or {@code backup}
 * @param millisToLive from the fault
 * @param millisToFirstAnswer from the fault; -1 if there was none
 * @param longestPauseMillis between two answers on the connection, around the fault
 * @param longestPauseBeforeMillis the same, as long as all was well
 * @param increments answered
 * @param secondsToReady from the start of the primary until the guest's server was there
 */
public record LinuxFigures(
    boolean verdict,
    String fault,
    long seed,
    String survivor,
    double millisToLive,
    double millisToFirstAnswer,
    double longestPauseMillis,
    double longestPauseBeforeMillis,
    long increments,
    double secondsToReady,
    List<Timeline.Step> timeline,
    List<Proof.Check> checks,
    String folder) {

  static LinuxFigures of(LinuxSettings settings, LinuxAct act, double secondsToReady) {
    Incident incident = act.incident();
    long first = act.firstAnswerMicros().orElse(incident.atMicros() - 1_000);
    return new LinuxFigures(
        act.proved(),
        settings.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        settings.seed(),
        incident.survivor().name(),
        (incident.liveAtMicros() - incident.atMicros()) / 1e3,
        (first - incident.atMicros()) / 1e3,
        act.answers().longestPause(incident.atNanos(), Long.MAX_VALUE),
        act.answers().longestPause(Long.MIN_VALUE, incident.atNanos()),
        act.answers().increments(),
        secondsToReady,
        Timeline.of(incident, act.firstAnswerMicros()),
        act.checks(),
        settings.folder().toString());
  }
}
