package vmft.sim;

import java.util.function.Consumer;

/**
 * How to run a seed.
 *
 * @param listener told of every event, as one line; null for nobody
 * @param tampering bugs to plant
 */
public record SimulationOptions(Consumer<String> listener, Tampering tampering) {

  /** Nothing planted, nobody listens. */
  public static SimulationOptions quiet() {
    return new SimulationOptions(null, Tampering.NONE);
  }

  /** Nothing planted; every event is told. */
  public static SimulationOptions verbose(Consumer<String> listener) {
    return new SimulationOptions(listener, Tampering.NONE);
  }

  public SimulationOptions planting(Tampering bug) {
    return new SimulationOptions(listener, bug);
  }
}
