package vmft.demo.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import vmft.channel.HostAndPort;

/**
 * Ports of 127.0.0.1 on which nobody listens, neither TCP nor UDP; below those that the system
 * hands out to outgoing connections, which could take them before they are used. Each is given out
 * once.
 */
public final class FreePorts {
  private static final String HOST = "127.0.0.1";
  private static final int FIRST = 12_000;
  private static final int BEYOND_LAST = 32_000;
  private static final int MAX_TRIES = 10_000;

  private final Set<Integer> given = new HashSet<>();

  /**
   * The next one.
   *
   * @throws PartFailedException if there is none
   */
  public HostAndPort next() {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
      if (given.add(port) && isFree(port)) {
        return new HostAndPort(HOST, port);
      }
    }
    throw new PartFailedException("expected free ports on " + HOST + ", found none");
  }

  private static boolean isFree(int port) {
    try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        DatagramSocket udp =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
