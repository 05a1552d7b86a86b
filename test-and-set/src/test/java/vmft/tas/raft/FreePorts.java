package vmft.tas.raft;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 on which nobody listens, below those that the system hands out to outgoing
 * connections: one of these could take the port of a replica while it is down.
 */
final class FreePorts {
  private FreePorts() {}

  static FlagGroup group() {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < 3) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    StringBuilder list = new StringBuilder();
    for (int port : ports) {
      list.append(list.isEmpty() ? "t1=" : list.indexOf("t2") < 0 ? ",t2=" : ",t3=")
          .append("127.0.0.1:")
          .append(port);
    }
    return FlagGroup.parse(list.toString());
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
