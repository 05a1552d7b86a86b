package vmft.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import vmft.check.History;
import vmft.demo.cluster.PartFailedException;
import vmft.demo.kv.Keepsakes;
import vmft.demo.kv.KvClient;
import vmft.demo.kv.KvWorkload;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.netty.AttachedHost;

/** Clients of the key-value guest, each a host of its own at the switch. Thread-safe. */
public final class Clients implements AutoCloseable {
  /** The guest's address, as it is built in. */
  public static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");

  private static final long FIRST_MAC = 0x02_00_00_00_01_00L;
  private static final int FIRST_HOST_NUMBER = 100;
  private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(10);
  private static final Duration BOOT_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PING_PATIENCE = Duration.ofMillis(200);

  private static final int KEYS = 24;
  private static final int REQUESTS_PER_SECOND = 100;

  private final History history = new History();
  private final List<AttachedHost> hosts = new ArrayList<>();
  private final List<KvClient> clients = new ArrayList<>();
  private final long attachedAtNanos = System.nanoTime();
  private final long seed;
  private KvWorkload workload;

  private Clients(long seed) {
    this.seed = seed;
  }

  /**
   * Attaches hosts to the switch.
   *
   * @param count 1 to {@value DemoSettings#MAX_CLIENTS}
   * @param seed of the requests
   * @throws IOException with one line, if there is no switch
   */
  public static Clients attach(InetSocketAddress switchAddress, int count, long seed)
      throws IOException, InterruptedException {
    Clients all = new Clients(seed);
    try {
      for (int number = 0; number < count; number++) {
        all.attach(switchAddress, number);
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw e;
    }
  }

  private void attach(InetSocketAddress switchAddress, int number)
      throws IOException, InterruptedException {
    MacAddress mac = new MacAddress(FIRST_MAC + number);
    Ipv4Address address = Ipv4Address.parse("10.0.2." + (FIRST_HOST_NUMBER + number));
    AttachedHost host = AttachedHost.attach(switchAddress, mac, address, ATTACH_PATIENCE);
    hosts.add(host);
    clients.add(client(host));
  }

  private KvClient client(AttachedHost host) {
    long id = ThreadLocalRandom.current().nextLong();
    return new KvClient(host.stack(), GUEST, id, KvClient.Patience.DEFAULT, history);
  }

  /**
   * Waits until the guest answers an echo request.
   *
   * @throws PartFailedException if it does not
   */
  public void awaitGuest() throws InterruptedException {
    long giveUpAt = System.nanoTime() + BOOT_PATIENCE.toNanos();
    while (hosts.get(0).stack().ping(GUEST, PING_PATIENCE).isEmpty()) {
      if (System.nanoTime() > giveUpAt) {
        throw new PartFailedException(
            "guest: expected an echo from %s within %d s, found none"
                .formatted(GUEST, BOOT_PATIENCE.toSeconds()));
      }
    }
  }

  /** Begins to ask at random. */
  public void start() {
    workload = KvWorkload.start(clients, new KvWorkload.Settings(seed, KEYS, REQUESTS_PER_SECOND));
  }

  /** Lets every client finish its request. */
  public void stop() throws InterruptedException {
    workload.stop(KvClient.Patience.DEFAULT.giveUpAfter().plusSeconds(5));
  }

  /** Asks for every keepsake; after {@link #stop}. */
  public Keepsakes askForKeepsakes() throws InterruptedException {
    try (KvClient client = client(hosts.get(0))) {
      return Keepsakes.ask(history, client);
    }
  }

  /** When they came, on the clock of the history. */
  public long attachedAtNanos() {
    return attachedAtNanos;
  }

  public History history() {
    return history;
  }

  @Override
  public void close() {
    if (workload != null) {
      workload.close();
    }
    clients.forEach(KvClient::close);
    hosts.forEach(AttachedHost::close);
  }
}
