package vmft.net.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;

/**
 * The ARP table: who lives where. Thread-safe. Entries do not age: whoever moves keeps its Ethernet
 * address or announces the new one.
 */
final class Neighbours {
  /** More than a switch has ports; the longest known goes first. */
  private static final int CAPACITY = 256;

  private final Map<Ipv4Address, MacAddress> table = new LinkedHashMap<>();

  synchronized Optional<MacAddress> find(Ipv4Address address) {
    return Optional.ofNullable(table.get(address));
  }

  synchronized void learn(Ipv4Address address, MacAddress mac) {
    if (!table.containsKey(address) && table.size() == CAPACITY) {
      table.remove(table.keySet().iterator().next());
    }
    table.put(address, mac);
    notifyAll();
  }

  /** Changes what is known, and adds nothing: the rule for news that nobody asked for. */
  synchronized void refresh(Ipv4Address address, MacAddress mac) {
    table.replace(address, mac);
  }

  /** Waits until the address is known. Empty if it is not by then. */
  synchronized Optional<MacAddress> await(Ipv4Address address, Duration patience)
      throws InterruptedException {
    Deadline deadline = Deadline.in(patience);
    while (!table.containsKey(address) && !deadline.passed()) {
      wait(deadline.left().toMillis() + 1);
    }
    return find(address);
  }
}
