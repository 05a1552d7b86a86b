package vmft.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vmft.check.Finding;
import vmft.check.History;
import vmft.check.HistoryChecker;
import vmft.check.HistorySummary;
import vmft.demo.kv.Keepsakes;
import vmft.event.Event;

/** Looks from outside whether the machine survived as it should have. Pure. */
public final class Proof {
  /** The exit code of a replica that lost. */
  private static final int UNREACHABLE = 4;

  /**
   * One thing that had to hold.
   *
   * @param passed whether it did
   * @param claim what should be
   * @param evidence what was found
   */
  public record Check(boolean passed, String claim, String evidence) {
    @Override
    public String toString() {
      return (passed ? "  ok      " : "  FAILED  ") + claim + ": " + evidence;
    }
  }

  private final List<Check> checks = new ArrayList<>();

  private Proof() {}

  /** All checks of a run with a fault in it. */
  public static List<Check> of(Incident incident, History history, Keepsakes keepsakes, Wire wire) {
    Proof proof = new Proof();
    proof.checkHistory(history);
    proof.checkKeepsakes(history, keepsakes, incident.atNanos());
    proof.checkProgress(
        incident,
        incident.firstAnswerMicros(nanos -> HistorySummary.firstAnswerAfter(history, nanos)));
    proof.checkSides(incident, wire);
    return proof.checks;
  }

  /**
   * The checks that know nothing of what clients do: that the survivor answers, that one side at a
   * time spoke for the machine, and that a loser halted itself.
   *
   * @param firstAnswerMicros of the survivor, in microseconds since 1970; empty if there was none
   */
  public static List<Check> of(Incident incident, OptionalLong firstAnswerMicros, Wire wire) {
    Proof proof = new Proof();
    proof.checkProgress(incident, firstAnswerMicros);
    proof.checkSides(incident, wire);
    return proof.checks;
  }

  private void checkSides(Incident incident, Wire wire) {
    checkSuccession(incident, wire);
    if (incident.fault().loserLives()) {
      checkLoser(incident);
    }
    if (incident.thawedAtMicros() != 0) {
      checkThawed(incident, wire);
    }
  }

  /** The checks that need nothing but what clients saw. */
  public static List<Check> of(History history, Keepsakes keepsakes) {
    Proof proof = new Proof();
    proof.checkHistory(history);
    proof.checkKeepsakes(history, keepsakes, Long.MAX_VALUE);
    return proof.checks;
  }

  private void checkHistory(History history) {
    List<Finding> findings = HistoryChecker.check(history);
    HistorySummary summary = HistorySummary.of(history);
    check(
        findings.isEmpty(),
        "the history of all clients is that of one machine (linearizable)",
        findings.isEmpty()
            ? summary.operations() + " operations, " + summary.retries() + " retries"
            : findings.get(0).toString());
    check(
        summary.unanswered() == 0 && summary.operations() > 0,
        "every request was answered in the end",
        summary.unanswered() + " unanswered of " + summary.operations());
  }

  private void checkKeepsakes(History history, Keepsakes keepsakes, long faultNanos) {
    check(
        keepsakes.lostKeys().isEmpty() && keepsakes.unanswered() == 0 && keepsakes.known() > 0,
        "random tokens that the machine made are still known",
        "%d known, %d of them from before the fault; lost: %d"
            .formatted(
                keepsakes.known(),
                Keepsakes.givenBefore(history, faultNanos),
                keepsakes.lostKeys().size() + keepsakes.unanswered()));
  }

  private void checkProgress(Incident incident, OptionalLong first) {
    check(
        first.isPresent(),
        "the survivor answers",
        first.isPresent()
            ? "first answer %.0f ms after the fault"
                .formatted((first.getAsLong() - incident.atMicros()) / 1e3)
            : "no answer");
  }

  /** R3.5, R5.5: one port speaks at a time, and a new one says so first. */
  private void checkSuccession(Incident incident, Wire wire) {
    if (!incident.tookOver()) {
      check(
          wire.speakers() == 1,
          "only the primary's port ever spoke for the machine",
          "%d frames; %d from any other port"
              .formatted(wire.framesOfTheFirst(), wire.framesOfTheSuccessor()));
      return;
    }
    boolean silent =
        wire.speakers() == 2
            && wire.successorSpokeAtMicros().orElseThrow() >= incident.liveAtMicros();
    check(
        silent,
        "the backup's port was silent until it was live (R3.5)",
        silent
            ? "%d frames, the first %.1f ms after going live"
                .formatted(
                    wire.framesOfTheSuccessor(),
                    (wire.successorSpokeAtMicros().orElseThrow() - incident.liveAtMicros()) / 1e3)
            : "%d ports spoke, the second at %s µs, live at %d µs"
                .formatted(
                    wire.speakers(), wire.successorSpokeAtMicros(), incident.liveAtMicros()));
    check(
        wire.successorAnnouncedItself(),
        "it announced the machine's address first (R5.5)",
        wire.successorAnnouncedItself() ? "gratuitous ARP seen" : "another frame came first");
    int late = wire.framesOfTheFirstAfterTheSuccessor();
    check(
        late == 0,
        "nobody heard the former primary's port from then on",
        late + " of its " + wire.framesOfTheFirst() + " frames came later" + fenced(wire));
  }

  /** R5.4: the loser halts itself and says why. */
  private void checkLoser(Incident incident) {
    OptionalInt exit = incident.loser().exitCode();
    boolean halted = exit.isPresent() && exit.getAsInt() == UNREACHABLE;
    check(
        halted && incident.halt().isPresent(),
        "the " + incident.loser().name() + " halted itself and says why",
        incident.halt().map(Event::detail).orElse("it said nothing")
            + "; exit code "
            + (exit.isPresent() ? exit.getAsInt() : "none, it lives"));
  }

  private void checkThawed(Incident incident, Wire wire) {
    int frames = wire.framesOfTheFirstSince(incident.thawedAtMicros());
    check(
        frames == 0,
        "nobody heard the thawed primary before it halted",
        frames + " frames after SIGCONT" + fenced(wire));
  }

  private static String fenced(Wire wire) {
    return wire.framesFenced() == 0 ? "" : "; the switch fenced off " + wire.framesFenced();
  }

  private void check(boolean passed, String claim, String evidence) {
    checks.add(new Check(passed, claim, evidence));
  }
}
