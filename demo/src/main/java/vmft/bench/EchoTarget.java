package vmft.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.netty.AttachedHost;
import vmft.net.netty.SwitchServer;

/** A switch with one client in it, who asks the guest at the other port for echoes. */
final class EchoTarget implements AutoCloseable {
  private static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");
  private static final Ipv4Address CLIENT = Ipv4Address.parse("10.0.2.100");
  private static final MacAddress CLIENT_MAC = MacAddress.parse("02:00:00:00:00:64");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TRIES = 12;
  private static final int DIGITS = 3;

  private final SwitchServer ethernet;
  private final AttachedHost client;
  private final Histogram nanos = new Histogram(DIGITS);

  EchoTarget() throws IOException, InterruptedException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ethernet = SwitchServer.start(anyPort, Optional.empty());
    client = AttachedHost.attach(ethernet.address(), CLIENT_MAC, CLIENT, PATIENCE);
  }

  /** Where the guest has to plug in, as {@code --switch} wants it. */
  String address() {
    return ethernet.address().getHostString() + ":" + ethernet.address().getPort();
  }

  /** Waits until the guest answers at all. */
  void awaitGuest() throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (client.stack().ping(GUEST, PATIENCE).isPresent()) {
        return;
      }
    }
    throw new BenchException("kv: expected it to answer an echo request, it did not");
  }

  /** Asks so many times, one after the other. */
  void echo(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Duration roundTrip =
          client
              .stack()
              .ping(GUEST, PATIENCE)
              .orElseThrow(() -> new BenchException("kv: an echo request was not answered"));
      nanos.recordValue(roundTrip.toNanos());
    }
  }

  /** Forgets what was measured so far: the warm-up. */
  void reset() {
    nanos.reset();
  }

  double percentileMicros(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }

  @Override
  public void close() {
    client.close();
    ethernet.close();
  }
}
