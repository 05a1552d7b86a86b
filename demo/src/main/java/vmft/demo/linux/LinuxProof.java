package vmft.demo.linux;

import java.util.List;
import java.util.Optional;
import vmft.demo.Proof.Check;

/** What must hold for those who use the guest, each checked from what they saw. Pure. */
final class LinuxProof {
  /** Beyond the takeover itself, a busy host may take so long to notice things. */
  private static final long SLACK_MICROS = 250_000;

  private LinuxProof() {}

  /**
   * The client never connected again, and the server knows it as the client that it was.
   *
   * @param before what the server said in the beginning; empty if it says nothing of itself
   */
  static Check sameConnection(
      long increments, int localPort, Optional<ServerFacts> before, Conversation.Outcome outcome) {
    String claim = "the TCP connection goes on: no reset, no second one";
    if (!outcome.broken().isEmpty()) {
      return new Check(
          false, claim, "broken after %d answers: %s".formatted(increments, outcome.broken()));
    }
    String answers = "%d answers on local port %d".formatted(increments, localPort);
    if (!before.equals(outcome.after())) {
      return new Check(
          false, claim, answers + "; before %s, after %s".formatted(before, outcome.after()));
    }
    return new Check(
        true,
        claim,
        answers
            + before
                .map(
                    server ->
                        "; to the server it is client %d, before and after"
                            .formatted(server.clientId()))
                .orElse("; another one would have counted from 1"));
  }

  /** Each answer is one more than the one before, and the last one is what is stored. */
  static Check counter(AnswerLog answers, long before, Conversation.Outcome outcome) {
    String claim = "the counter has no hole and no repeat";
    Optional<String> fault = answers.fault(before);
    long last = before + answers.increments();
    if (fault.isPresent()) {
      return new Check(false, claim, fault.get());
    }
    boolean stored = outcome.counter() == last && answers.increments() > 0;
    return new Check(
        stored,
        claim,
        stored
            ? "%d to %d, one by one; %d is stored".formatted(before + 1, last, last)
            : "answered up to %d, stored %d".formatted(last, outcome.counter()));
  }

  /** Nobody reset or opened anything; and what was said twice was said alike. */
  static Check onTheWire(TcpWire wire) {
    SeenStream said = wire.said();
    boolean alike = said.contradictions() == 0 && said.missing() == 0 && said.distinct() > 0;
    boolean undisturbed =
        wire.connections() == 1
            && wire.openings() == 0
            && wire.resets() == 0
            && wire.closings() == 0;
    return new Check(
        alike && undisturbed,
        "on the wire it is one connection, and what is sent again is the same",
        ("%d connection(s), %d SYN, %d RST, %d FIN; the guest said %d bytes, %d of them again,"
                + " %d differently, %d never")
            .formatted(
                wire.connections(),
                wire.openings(),
                wire.resets(),
                wire.closings(),
                said.distinct(),
                said.repeated(),
                said.contradictions(),
                said.missing()));
  }

  /** The clock neither runs backwards nor loses more than the time of the takeover. */
  static Check clock(GuestTime time, long faultNanos, long liveNanos) {
    String claim = "the guest's clock runs on, never backwards";
    Optional<Long> lost = time.lostMicros(faultNanos, liveNanos);
    if (lost.isEmpty()) {
      return new Check(false, claim, "no look at it on both sides of the fault");
    }
    long back = time.longestStepBackMicros();
    return new Check(
        back == 0 && isWithinTakeover(lost.get(), faultNanos, liveNanos),
        claim,
        back > 0
            ? "%d µs backwards".formatted(back)
            : "%d looks; %s".formatted(time.count(), beside(lost.get() / 1e3)));
  }

  /** The same for the uptime, as the shell reads it. */
  static Check uptime(List<ShellSample> samples, long faultNanos, long liveNanos) {
    String claim = "its uptime runs on, never backwards";
    if (samples.size() < 2) {
      return new Check(false, claim, "%d readings".formatted(samples.size()));
    }
    ShellSample first = samples.get(0);
    ShellSample last = samples.get(samples.size() - 1);
    boolean forwards = true;
    for (int i = 1; i < samples.size(); i++) {
      forwards &= samples.get(i).uptimeMillis() >= samples.get(i - 1).uptimeMillis();
    }
    long lost =
        (last.nanos() - first.nanos()) / 1_000
            - (last.uptimeMillis() - first.uptimeMillis()) * 1_000;
    return new Check(
        forwards && isWithinTakeover(lost, faultNanos, liveNanos),
        claim,
        "%.2f s to %.2f s in %d readings; %s"
            .formatted(
                first.uptimeMillis() / 1e3,
                last.uptimeMillis() / 1e3,
                samples.size(),
                beside(lost / 1e3)));
  }

  private static boolean isWithinTakeover(long lostMicros, long faultNanos, long liveNanos) {
    long takeover = Math.max(0, liveNanos - faultNanos) / 1_000;
    return lostMicros >= -SLACK_MICROS && lostMicros <= takeover + SLACK_MICROS;
  }

  private static String beside(double lostMillis) {
    return lostMillis >= 0
        ? "the takeover took %.0f ms of its time".formatted(lostMillis)
        : "%.0f ms ahead of the host's".formatted(-lostMillis);
  }

  /** The shell at the console is the very same process, and has forgotten nothing. */
  static Check shell(List<ShellSample> samples, String kept, long liveNanos) {
    String claim = "the shell of the console is still there";
    List<ShellSample> after = samples.stream().filter(s -> s.nanos() > liveNanos).toList();
    if (after.isEmpty() || samples.get(0).nanos() > liveNanos) {
      return new Check(
          false,
          claim,
          "%d answers, %d of them after the fault".formatted(samples.size(), after.size()));
    }
    int process = samples.get(0).process();
    boolean same = after.stream().allMatch(s -> s.process() == process && s.kept().equals(kept));
    ShellSample last = after.get(after.size() - 1);
    return new Check(
        same,
        claim,
        same
            ? "process %d before and after, and its variable is still %s".formatted(process, kept)
            : "process %d with V=%s, was %d with V=%s"
                .formatted(last.process(), last.kept(), process, kept));
  }
}
