package vmft.demo.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import vmft.channel.HostAndPort;

/**
 * The network between primary and backup, TCP and UDP, which can be cut: from then on it swallows
 * everything in both directions and closes nothing, as a broken cable does.
 */
public final class Relay implements AutoCloseable {
  private final AtomicBoolean cut = new AtomicBoolean();
  private final TcpRelay tcp;
  private final UdpRelay udp;

  /**
   * Listens; connections are made when they are wanted.
   *
   * @param listen where the primary connects
   * @param target where the backup listens
   * @throws IOException if it cannot listen there
   */
  public Relay(HostAndPort listen, HostAndPort target) throws IOException {
    InetSocketAddress to = target.toSocketAddress();
    tcp = new TcpRelay(listen.toSocketAddress(), to, cut::get);
    try {
      udp = new UdpRelay(listen.toSocketAddress(), to, cut::get);
    } catch (IOException e) {
      tcp.close();
      throw e;
    }
  }

  /** For good. */
  public void cut() {
    cut.set(true);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
