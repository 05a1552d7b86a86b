package vmft.sim;

import static vmft.sim.EventQueue.MILLISECOND;

import java.util.ArrayList;
import java.util.List;
import vmft.sim.Conditions.Fault;

/** What goes wrong in a run, and when; drawn from the seed before it begins. */
final class FaultPlan {
  /** Faults begin within this time. */
  private static final long SPAN = 1_200 * MILLISECOND;

  private static final int SLOWDOWN = 6;

  /** One thing that goes wrong. */
  private record Incident(long at, String what, Runnable begin, long until, Runnable end) {}

  private final World world;
  private final SimRandom random;
  private final List<Incident> incidents = new ArrayList<>();
  private boolean harmless = true;

  FaultPlan(World world, SimRandom random) {
    this.world = world;
    this.random = random;
    int faults = random.chance(15) ? 0 : 1 + random.below(4);
    for (int i = 0; i < faults; i++) {
      draw();
    }
  }

  private void draw() {
    Side side = random.oneOf(Side.values());
    int kind = random.below(14);
    harmless &= kind == SLOWDOWN;
    switch (kind) {
      case 0, 1, 2 -> crash(side);
      case 3, 4 -> freeze(side);
      case 5 -> once("cuts the channel", () -> world.channel().cut());
      case SLOWDOWN -> slowDown(side);
      case 7, 8, 9 -> twoConditions();
      default -> condition(random.oneOf(Fault.values()));
    }
  }

  private void crash(Side side) {
    boolean powerCut = random.chance(30);
    once(
        powerCut ? "cuts the power of the " + side : "kills the " + side,
        () -> world.kill(side, !powerCut));
  }

  private void freeze(Side side) {
    long duration = random.between(5, 1500) * MILLISECOND;
    long at = start();
    incidents.add(
        new Incident(
            at,
            "freezes the " + side + " for " + duration / MILLISECOND + " ms",
            () -> world.host(side).freeze(duration),
            at + duration,
            () -> {}));
  }

  private void slowDown(Side side) {
    int factor = 2 + random.below(6);
    lasting(
        start(),
        "slows the " + side + " down by " + factor,
        () -> world.host(side).slowDown(factor),
        () -> world.host(side).slowDown(1));
  }

  /** Two troubles that begin at about the same time, as when a switch breaks down. */
  private void twoConditions() {
    Fault first = random.oneOf(Fault.values());
    Fault second = random.oneOf(Fault.values());
    long at = start();
    lasting(at, "brings " + first, () -> begin(first), () -> end(first));
    lasting(at, "brings " + second, () -> begin(second), () -> end(second));
  }

  private void condition(Fault fault) {
    lasting(start(), "brings " + fault, () -> begin(fault), () -> end(fault));
  }

  private long start() {
    return random.between(0, SPAN);
  }

  private void once(String what, Runnable begin) {
    long at = start();
    incidents.add(new Incident(at, what, begin, at, () -> {}));
  }

  private void begin(Fault fault) {
    world.conditions().begin(fault);
  }

  private void end(Fault fault) {
    world.conditions().end(fault);
  }

  private void lasting(long at, String what, Runnable begin, Runnable end) {
    long until = at + random.between(10, 1500) * MILLISECOND;
    incidents.add(new Incident(at, what, begin, until, end));
  }

  /** Puts all of it into the queue. */
  void schedule() {
    for (Incident incident : incidents) {
      world
          .time()
          .at(
              incident.at(),
              () -> {
                world.chronicle().note("fate", incident.until(), incident.what());
                incident.begin().run();
              });
      world.time().at(incident.until(), incident.end());
    }
  }

  /** Whether nothing befalls the pair that would justify a suspicion. */
  boolean harmless() {
    return harmless;
  }

  int size() {
    return incidents.size();
  }

  /** When the last fault is over. */
  long end() {
    return incidents.stream().mapToLong(Incident::until).max().orElse(0);
  }
}
