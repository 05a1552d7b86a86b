package vmft.sim;

import static vmft.sim.EventQueue.MILLISECOND;
import static vmft.sim.EventQueue.SECOND;

import java.util.List;
import java.util.Optional;
import vmft.log.LogEntry.Command;
import vmft.replica.Input;

/**
 * One run of a protected pair through whatever its seed has in store, in virtual time, on one
 * thread. The replicas are the real ones; machine, networks, test-and-set, clients and clocks are
 * not. The same seed gives the same run.
 */
public final class Simulation {
  /** How long clients may wait for answers after the last fault is over. */
  private static final long PATIENCE = 10 * SECOND;

  /** How long switching off may take. */
  private static final long POWER_OFF_PATIENCE = 3 * SECOND;

  /** Far more than any run takes; more means that somebody runs in circles. */
  private static final long MOST_EVENTS = 3_000_000;

  private final long seed;
  private final World world;
  private final FaultPlan faults;
  private final SimRandom random;
  private long steps;

  private Simulation(long seed, SimulationOptions options) {
    this.seed = seed;
    random = new SimRandom(SimRandom.mix(seed));
    world = new World(random.fork(), options);
    faults = new FaultPlan(world, random.fork());
  }

  /** Runs a seed to its end or to the first violation. Never throws for what the run does. */
  public static Report run(long seed, SimulationOptions options) {
    Simulation simulation = new Simulation(seed, options);
    try {
      simulation.run();
      return simulation.report(Optional.empty());
    } catch (Violation e) {
      return simulation.report(Optional.of(e.getMessage()));
    } catch (RuntimeException | AssertionError e) {
      return simulation.report(Optional.of("the code under test fails: " + firstLines(e)));
    }
  }

  private static String firstLines(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private void run() {
    world.start();
    faults.schedule();
    pass(faults.end() + PATIENCE, this::clientsDone);
    if (clientsDone()) {
      pass(faults.end(), () -> false);
      powerOff();
    } else {
      Violation.unless(world.machineLost(), "clients are served once faults stop", "%s", "waiting");
    }
    world.history().check();
    checkQuiet();
  }

  /** Lets time pass until something holds, at most until {@code end}. */
  private void pass(long end, Condition condition) {
    while (!condition.holds() && world.time().step(end)) {
      steps++;
      Violation.unless(steps < MOST_EVENTS, "nobody runs in circles", "%d events", steps);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private boolean clientsDone() {
    return world.clients().stream().allMatch(SimClient::done);
  }

  /** R4.5: both replicas stop, by the guest's own will or the operator's, and nobody takes over. */
  private void powerOff() {
    long end = world.time().now() + POWER_OFF_PATIENCE;
    boolean byGuest = random.chance(50);
    insist(byGuest ? this::askGuestToPowerOff : this::commandPowerOff, end);
    pass(end, this::everybodyOff);
    Violation.unless(
        everybodyOff() || world.machineLost(),
        "power-off reaches every replica",
        "%s is live and on",
        world.watch().live().live());
  }

  /** Requests and commands get lost in a takeover; whoever wants something says so again. */
  private void insist(Runnable request, long end) {
    if (!everybodyOff() && world.time().now() < end) {
      request.run();
      world.time().after(100 * MILLISECOND, () -> insist(request, end));
    }
  }

  private void askGuestToPowerOff() {
    world.clients().get(0).powerOff();
  }

  private void commandPowerOff() {
    world.host(world.watch().live().live()).depositInput(new Input.Operator(Command.POWER_OFF));
  }

  private boolean everybodyOff() {
    for (Side side : Side.values()) {
      Watch watch = world.watch();
      if (!world.host(side).crashed() && !watch.halted(side) && !watch.poweredOff(side)) {
        return false;
      }
    }
    return true;
  }

  /** Where nothing went wrong, and be it slow, nobody may have asked for the flag. */
  private void checkQuiet() {
    boolean healthy =
        faults.harmless()
            && !world.host(Side.PRIMARY).crashed()
            && !world.host(Side.BACKUP).crashed();
    Violation.unless(
        !healthy || world.watch().live().holder() == null,
        "nobody suspects a healthy side, and power-off is no takeover",
        "%s holds the flag",
        world.watch().live().holder());
  }

  private Report report(Optional<String> violation) {
    Watch watch = world.watch();
    Report.Statistics statistics =
        new Report.Statistics(
            world.chronicle().count(),
            world.history().answered(),
            world.clients().stream().mapToLong(SimClient::retries).sum(),
            watch.outputs().count(),
            watch.outputs().repeats(),
            watch.takeover(),
            watch.digestsCompared(),
            faults.size());
    List<String> last = violation.isPresent() ? world.chronicle().lastEvents() : List.of();
    return new Report(seed, violation, world.chronicle().hash(), statistics, last);
  }
}
