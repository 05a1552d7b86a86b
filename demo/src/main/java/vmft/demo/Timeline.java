package vmft.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import vmft.demo.cluster.Part;
import vmft.event.Event;
import vmft.replica.Milestone;

/** What happened when, in milliseconds after the fault. */
public final class Timeline {

  /**
   * A step.
   *
   * @param millis after the fault; negative before it
   * @param who did it
   */
  public record Step(double millis, String who, String what) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%9.1f  %-8s  %s", millis, who, what);
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final long originMicros;

  private Timeline(long originMicros) {
    this.originMicros = originMicros;
  }

  /**
   * All steps from the fault on, and the last sign of life before it, in order of time.
   *
   * @param firstAnswerMicros of the survivor, in microseconds since 1970; empty if there was none
   */
  public static List<Step> of(Incident incident, OptionalLong firstAnswerMicros) {
    Timeline timeline = new Timeline(incident.atMicros());
    timeline.add(incident.atMicros(), "demo", incident.fault().description());
    timeline.addAll(incident.survivor());
    timeline.addAll(incident.loser());
    firstAnswerMicros.ifPresent(at -> timeline.add(at, "client", "first answer of the survivor"));
    if (incident.thawedAtMicros() != 0) {
      timeline.add(incident.thawedAtMicros(), "demo", "SIGCONT to the primary");
    }
    timeline.steps.sort(Comparator.comparingDouble(Step::millis));
    return timeline.steps;
  }

  private void addAll(Part part) {
    for (Event event : part.events().events()) {
      String what = describe(event);
      if (!what.isEmpty()) {
        add(event.atMicros(), part.name(), what);
      }
    }
  }

  private void add(long atMicros, String who, String what) {
    steps.add(new Step((atMicros - originMicros) / 1e3, who, what));
  }

  /** Empty for what is no step of a takeover. */
  private static String describe(Event event) {
    for (Milestone.Kind kind : Milestone.Kind.values()) {
      if (kind.name().equals(event.name())) {
        return describe(kind, event.detail());
      }
    }
    return "";
  }

  private static String describe(Milestone.Kind kind, String detail) {
    return switch (kind) {
      case LAST_MESSAGE -> "last frame of the primary arrived";
      case SUSPECTED -> "suspects the other side: " + detail;
      case CLAIM_SENT -> "asks test-and-set";
      case CLAIM_UNANSWERED -> detail;
      case FLAG_WON -> detail;
      case LOG_REPLAYED -> detail;
      case ADDRESS_ANNOUNCED -> "announced the machine's address (gratuitous ARP)";
      case OUTPUTS_REPEATED -> "repeated " + detail;
      case LIVE -> "LIVE";
      case HALTED -> "HALTED: " + detail;
      case STATE_CHANGED, POWERED_OFF -> "";
    };
  }
}
