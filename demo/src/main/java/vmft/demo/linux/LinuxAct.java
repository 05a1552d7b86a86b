package vmft.demo.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import vmft.demo.Act;
import vmft.demo.Captures;
import vmft.demo.Incident;
import vmft.demo.Proof;
import vmft.demo.WallClock;
import vmft.demo.Wire;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Services;

/**
 * A conversation with a server in a protected guest, a shell at its console, a fault in the midst
 * of both, and what came of it. Confined to one thread.
 *
 * @param incident the fault and how the two sides answered it
 * @param answers that the client had
 * @param firstAnswerMicros the survivor's first, in microseconds since 1970; empty without one
 * @param checks what had to hold, whether it did
 */
public record LinuxAct(
    Incident incident,
    AnswerLog answers,
    OptionalLong firstAnswerMicros,
    List<Proof.Check> checks) {

  /**
   * Plays it.
   *
   * @param conversation open, not started
   * @param shell has answered once
   * @param audience made when the conversation begins
   */
  public static LinuxAct play(
      LinuxSettings settings,
      Services services,
      Pair pair,
      Conversation conversation,
      ShellProbe shell,
      Act.Audience audience)
      throws IOException, InterruptedException {
    WallClock clock = new WallClock();
    Act.Schedule schedule = Act.Schedule.of(settings.seconds(), settings.seed());
    long start = System.nanoTime();
    conversation.start();
    Incident incident = Act.strike(settings.fault(), pair, clock, start, schedule, audience);
    Conversation.Outcome outcome = conversation.stop();
    long from = clock.micros(conversation.openedNanos());
    long to = clock.micros(System.nanoTime());
    boolean shellAnswered = shell.askNow().isPresent();
    AnswerLog answers = conversation.answers();
    OptionalLong first = incident.firstAnswerMicros(answers::firstAfter);
    List<Proof.Check> checks = new ArrayList<>();
    checks.add(
        LinuxProof.sameConnection(
            answers.increments(), conversation.localPort(), conversation.before(), outcome));
    checks.add(LinuxProof.counter(answers, conversation.counterBefore(), outcome));
    checks.add(
        LinuxProof.onTheWire(
            TcpWire.of(
                Captures.heard(services.folder().captures(), from, to),
                settings.guest().serverPort())));
    long faultNanos = incident.atNanos();
    long liveNanos = incident.liveAtNanos();
    if (!conversation
        .clock()
        .isEmpty()) { // a server that does not tell the time has a shell beside it
      checks.add(LinuxProof.clock(new GuestTime(conversation.clock()), faultNanos, liveNanos));
    }
    List<ShellSample> samples = shell.samples();
    checks.add(LinuxProof.uptime(samples, faultNanos, liveNanos));
    checks.add(LinuxProof.shell(shellAnswered ? samples : List.of(), shell.kept(), liveNanos));
    Wire wire = Wire.read(services.folder().captures(), 0);
    checks.addAll(Proof.of(incident, first, wire));
    return new LinuxAct(incident, answers, first, checks);
  }

  /** Whether everything that had to hold did. */
  public boolean proved() {
    return checks.stream().allMatch(Proof.Check::passed);
  }
}
