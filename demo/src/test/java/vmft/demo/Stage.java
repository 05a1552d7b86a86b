package vmft.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;
import vmft.demo.cluster.Services;

/** Services that serve many pairs, one after the other, each with a fresh machine. */
final class Stage implements AutoCloseable {
  private static final int CLIENTS = 4;

  private final Path folder;
  private final FreePorts ports = new FreePorts();
  private final ProcessStarter starter = new ProcessStarter(JvmCommand.from(Map.of()));
  private final Services services;
  private int pairs;

  static Stage set(Path folder) throws Exception {
    return new Stage(folder);
  }

  private Stage(Path folder) throws Exception {
    this.folder = folder;
    this.services = Services.start(starter, RunFolder.create(folder.resolve("services")), ports);
    services.awaitReady(line -> {});
  }

  Services services() {
    return services;
  }

  FreePorts ports() {
    return ports;
  }

  ProcessStarter starter() {
    return starter;
  }

  /** A folder of its own for each pair. */
  RunFolder nextFolder() throws IOException {
    return RunFolder.create(folder.resolve("pair-" + ++pairs));
  }

  Pair pair(String image, boolean relayed) throws Exception {
    Pair pair = backup(image, relayed);
    pair.startPrimary();
    return pair;
  }

  /** A pair to whose consoles one can attach. */
  Pair attachablePair(String image, List<String> options) throws Exception {
    Pair pair = backup(new Pair.Settings(image, false, true, false, options));
    pair.startPrimary();
    return pair;
  }

  Pair backup(String image, boolean relayed) throws Exception {
    return backup(new Pair.Settings(image, relayed));
  }

  private Pair backup(Pair.Settings settings) throws Exception {
    Pair pair = Pair.startBackup(starter, services, nextFolder(), settings, ports);
    pair.awaitBackup();
    return pair;
  }

  Clients clients(long seed) throws Exception {
    Clients clients = Clients.attach(services.switchSocketAddress(), CLIENTS, seed);
    clients.awaitGuest();
    return clients;
  }

  /** A whole act on a fresh pair. */
  Act play(Fault fault, Act.Schedule schedule, long seed) throws Exception {
    try (Pair pair = pair("kv", fault == Fault.PARTITION);
        Clients clients = clients(seed)) {
      return Act.play(fault, services, pair, clients, schedule, SILENT);
    }
  }

  /** The time that an act lasts is traffic; nobody has to see how it goes. */
  static final Act.Audience SILENT =
      new Act.Audience() {
        @Override
        public void watchUntil(long nanoTime) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
        }

        @Override
        public void told(String line) {}
      };

  /** Waits for a condition, a minute at most. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long giveUpAt = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > giveUpAt) {
        throw new AssertionError("waited a minute in vain until " + what);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public void close() {
    starter.close();
  }
}
