package vmft.demo;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import vmft.check.History;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Services;
import vmft.demo.kv.Keepsakes;

/**
 * Traffic on a protected machine, a fault in its midst, traffic, and what came of it. Confined to
 * one thread.
 *
 * @param incident the fault and how the two sides answered it
 * @param history all that clients asked
 * @param checks what had to hold, whether it did
 */
public record Act(Incident incident, History history, List<Proof.Check> checks) {

  /** When what happens, counted from the start of the traffic, in nanoseconds. */
  public record Schedule(long faultNanos, long endNanos) {
    /** A survivor is to be seen at work at least so long. */
    private static final long AFTERMATH_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A frozen primary thaws so long after it has been replaced, at least. */
    private static final long FROZEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A fault at a random moment in the middle fifth: it hits the protocol anywhere. */
    public static Schedule of(int seconds, long seed) {
      double part = 0.4 + 0.2 * new Random(seed).nextDouble();
      long end = TimeUnit.SECONDS.toNanos(seconds);
      return new Schedule((long) (part * end), end);
    }
  }

  /** Shows how things stand, until it is time. */
  public interface Audience {
    void watchUntil(long nanoTime) throws InterruptedException;

    void told(String line);
  }

  /**
   * Plays it.
   *
   * @param clients attached, not started; their guest answers
   * @param audience made when the traffic begins
   */
  public static Act play(
      Fault fault,
      Services services,
      Pair pair,
      Clients clients,
      Schedule schedule,
      Audience audience)
      throws IOException, InterruptedException {
    WallClock clock = new WallClock();
    long start = System.nanoTime();
    clients.start();
    Incident incident = strike(fault, pair, clock, start, schedule, audience);
    clients.stop();
    Keepsakes keepsakes = clients.askForKeepsakes();
    Wire wire = Wire.read(services.folder().captures(), clock.micros(clients.attachedAtNanos()));
    History history = clients.history();
    return new Act(incident, history, Proof.of(incident, history, keepsakes, wire));
  }

  /**
   * The fault in the midst of traffic, and what follows until the traffic may end.
   *
   * @param startNanos when the traffic began
   * @throws vmft.demo.cluster.PartFailedException if the machine was not protected before the
   *     fault, or no side is live after it
   */
  public static Incident strike(
      Fault fault,
      Pair pair,
      WallClock clock,
      long startNanos,
      Schedule schedule,
      Audience audience)
      throws IOException, InterruptedException {
    audience.watchUntil(startNanos + schedule.faultNanos());
    pair.requireProtected();
    audience.told(">>> " + fault.description());
    Incident incident = Incident.cause(fault, pair, clock);
    audience.told("<<< the " + incident.survivor().name() + " is live alone");
    thaw(incident, audience);
    long aftermath = System.nanoTime() + Schedule.AFTERMATH_NANOS;
    audience.watchUntil(Math.max(startNanos + schedule.endNanos(), aftermath));
    incident.awaitLoserHalted();
    return incident;
  }

  private static void thaw(Incident incident, Audience audience)
      throws IOException, InterruptedException {
    if (incident.loser().isFrozen()) {
      audience.watchUntil(System.nanoTime() + Schedule.FROZEN_NANOS);
      audience.told(">>> SIGCONT to the primary");
      incident.thaw();
    }
  }

  /** Whether everything that had to hold did. */
  public boolean proved() {
    return checks.stream().allMatch(Proof.Check::passed);
  }
}
