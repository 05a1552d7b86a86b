package vmft.sim;

import static vmft.sim.EventQueue.MICROSECOND;
import static vmft.sim.EventQueue.MILLISECOND;

/** Carries what may get lost, be doubled and overtake: heartbeats and the frames of clients. */
final class Datagrams {
  private final EventQueue time;
  private final Conditions conditions;
  private final SimRandom random;

  Datagrams(EventQueue time, Conditions conditions, SimRandom random) {
    this.time = time;
    this.conditions = conditions;
    this.random = random;
  }

  void send(Runnable arrival) {
    boolean storm = conditions.has(Conditions.Fault.STORM);
    if (random.chance(storm ? 30 : 1)) {
      return;
    }
    deliver(storm, arrival);
    if (random.chance(storm ? 20 : 1)) {
      deliver(storm, arrival);
    }
  }

  private void deliver(boolean storm, Runnable arrival) {
    time.after(random.between(20 * MICROSECOND, (storm ? 30 : 1) * MILLISECOND), arrival);
  }
}
