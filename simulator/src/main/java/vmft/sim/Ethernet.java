package vmft.sim;

import static vmft.sim.EventQueue.MICROSECOND;
import static vmft.sim.EventQueue.MILLISECOND;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vmft.net.SwitchCore;

/**
 * The switch between hosts and clients, with the real switch's decisions. Hosts are attached by
 * connections that keep the order; clients are behind a network that does not.
 */
final class Ethernet {
  private static final int FIRST_CLIENT_PORT = Side.values().length;

  private final EventQueue time;
  private final Conditions conditions;
  private final SimRandom random;
  private final Datagrams datagrams;
  private final SwitchCore core = new SwitchCore();
  private final Map<Side, SimHost> hosts;
  private final List<SimClient> clients;
  private final Map<Side, Long> lastArrival = new EnumMap<>(Side.class);

  Ethernet(
      EventQueue time,
      Conditions conditions,
      SimRandom random,
      Datagrams datagrams,
      Map<Side, SimHost> hosts,
      List<SimClient> clients) {
    this.time = time;
    this.conditions = conditions;
    this.random = random;
    this.datagrams = datagrams;
    this.hosts = hosts;
    this.clients = clients;
    for (Side side : Side.values()) {
      core.attach(side.ordinal());
      lastArrival.put(side, 0L);
    }
  }

  void attach(SimClient client) {
    core.attach(FIRST_CLIENT_PORT + client.number());
  }

  void fromHost(Side side, byte[] frame) {
    if (!conditions.isolated(side)) {
      long arrival = time.now() + random.between(20 * MICROSECOND, MILLISECOND);
      lastArrival.merge(side, arrival, Math::max);
      time.at(lastArrival.get(side), () -> forward(side.ordinal(), frame));
    }
  }

  void fromClient(SimClient client, byte[] frame) {
    datagrams.send(() -> forward(FIRST_CLIENT_PORT + client.number(), frame));
  }

  private void forward(int port, byte[] frame) {
    for (int out : core.forward(port, frame, time.now() / MILLISECOND)) {
      if (out < FIRST_CLIENT_PORT) {
        toHost(Side.values()[out], frame);
      } else {
        datagrams.send(() -> clients.get(out - FIRST_CLIENT_PORT).received(frame));
      }
    }
  }

  private void toHost(Side side, byte[] frame) {
    if (!conditions.isolated(side)) {
      time.after(
          random.between(20 * MICROSECOND, MILLISECOND), () -> hosts.get(side).depositFrame(frame));
    }
  }
}
