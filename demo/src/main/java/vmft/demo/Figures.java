package vmft.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import vmft.check.History;
import vmft.check.HistorySummary;

/**
 * What came of a demo, for a program.
 *
 * @param verdict whether everything that had to be proved was
 * @param survivor {@code primary} or {@code backup}
 * @param millisToLive from the fault
 * @param millisToFirstAnswer from the fault; -1 if there was none
 * @param longestGapMillis during which no client was answered, around the fault
 */
public record Figures(
    boolean verdict,
    String fault,
    long seed,
    int clients,
    String survivor,
    double millisToLive,
    double millisToFirstAnswer,
    double longestGapMillis,
    int operations,
    int retries,
    int unanswered,
    List<Timeline.Step> timeline,
    List<Proof.Check> checks,
    String folder) {
  private static final long GAP_WINDOW_NANOS = 10_000_000_000L;

  static Figures of(DemoSettings settings, Act act) {
    Incident incident = act.incident();
    History history = act.history();
    HistorySummary summary = HistorySummary.of(history);
    OptionalLong firstAnswer =
        incident.firstAnswerMicros(nanos -> HistorySummary.firstAnswerAfter(history, nanos));
    long first = firstAnswer.orElse(incident.atMicros() - 1_000);
    return new Figures(
        act.proved(),
        settings.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        settings.seed(),
        settings.clients(),
        incident.survivor().name(),
        (incident.liveAtMicros() - incident.atMicros()) / 1e3,
        (first - incident.atMicros()) / 1e3,
        gapMillis(incident, history),
        summary.operations(),
        summary.retries(),
        summary.unanswered(),
        Timeline.of(incident, firstAnswer),
        act.checks(),
        settings.folder().toString());
  }

  private static double gapMillis(Incident incident, History history) {
    Optional<HistorySummary.Gap> gap =
        HistorySummary.longestGapWithin(
            history, incident.atNanos(), incident.atNanos() + GAP_WINDOW_NANOS);
    return gap.map(found -> found.nanos() / 1e6).orElse(0.0);
  }
}
