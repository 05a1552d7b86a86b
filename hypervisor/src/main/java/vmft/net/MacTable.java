package vmft.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which port of a switch leads to which address, learnt from the frames that came in. Confined to
 * one thread; times are arguments, in milliseconds of any clock that does not run backwards.
 */
final class MacTable {
  private final int capacity;
  private final long lifetimeMillis;

  /** In order of last sight, the longest unseen first. */
  private final Map<MacAddress, Sighting> sightings = new LinkedHashMap<>();

  /**
   * @param capacity addresses known at once; a new one then displaces the longest unseen, so that a
   *     flood of made-up addresses cannot fill the memory
   * @param lifetimeMillis how long an address is believed without being seen again
   */
  MacTable(int capacity, long lifetimeMillis) {
    this.capacity = capacity;
    this.lifetimeMillis = lifetimeMillis;
  }

  /** An address was seen as the source of a frame: it now lives behind this port. */
  void learn(MacAddress address, int port, long nowMillis) {
    sightings.remove(address);
    if (sightings.size() == capacity) {
      sightings.remove(sightings.keySet().iterator().next());
    }
    sightings.put(address, new Sighting(port, nowMillis));
  }

  /** The port behind which the address was last seen, unless that is too long ago. */
  OptionalInt portOf(MacAddress address, long nowMillis) {
    Sighting sighting = sightings.get(address);
    if (sighting == null || nowMillis - sighting.atMillis >= lifetimeMillis) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(sighting.port);
  }

  /** Forgets all that was behind the port. */
  void forget(int port) {
    sightings.values().removeIf(sighting -> sighting.port == port);
  }

  int size() {
    return sightings.size();
  }

  private record Sighting(int port, long atMillis) {}
}
