package vmft.demo.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vmft.channel.HostAndPort;

/**
 * What protected machines need and do not bring along: the three replicas of test-and-set, and the
 * switch. Confined to one thread.
 */
public final class Services {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int REPLICAS = 3;

  private final ProcessStarter starter;
  private final RunFolder folder;
  private final List<HostAndPort> flagAddresses;
  private final HostAndPort switchAddress;
  private final List<Part> testAndSet = new ArrayList<>();
  private Part ethernet;

  private Services(ProcessStarter starter, RunFolder folder, FreePorts ports) {
    this.starter = starter;
    this.folder = folder;
    this.flagAddresses = IntStream.range(0, REPLICAS).mapToObj(i -> ports.next()).toList();
    this.switchAddress = ports.next();
  }

  /** Starts them and returns at once; see {@link #awaitReady}. */
  public static Services start(ProcessStarter starter, RunFolder folder, FreePorts ports)
      throws IOException {
    String captures = folder.captures().toString();
    return start(starter, folder, ports, List.of("--capture", captures));
  }

  /**
   * The same, with a switch of one's own choice.
   *
   * @param switchOptions as {@code vmft switch} takes them, besides the address
   */
  public static Services start(
      ProcessStarter starter, RunFolder folder, FreePorts ports, List<String> switchOptions)
      throws IOException {
    Services services = new Services(starter, folder, ports);
    for (int number = 0; number < REPLICAS; number++) {
      services.testAndSet.add(services.startTestAndSet(number));
    }
    List<String> arguments =
        new ArrayList<>(List.of("switch", "--listen", services.switchAddress.toString()));
    arguments.addAll(switchOptions);
    services.ethernet = starter.start("switch", ProcessStarter.SMALL_JVM, arguments, folder);
    return services;
  }

  private Part startTestAndSet(int number) throws IOException {
    String name = "tas-" + id(number);
    String flags = folder.flags(name).toString();
    return starter.start(
        name,
        ProcessStarter.SMALL_JVM,
        List.of("tas", "--id", id(number), "--group", group(), "--dir", flags),
        folder);
  }

  private static String id(int number) {
    return "t" + (number + 1);
  }

  /**
   * Waits until all of them do their work.
   *
   * @param progress told, one line, what has been reached
   * @throws PartFailedException if one does not come up
   */
  public void awaitReady(Consumer<String> progress) throws InterruptedException {
    ethernet.awaitReady(PATIENCE);
    progress.accept("switch ready");
    for (Part replica : testAndSet) {
      replica.awaitReady(PATIENCE);
    }
    progress.accept("test-and-set ready, all three replicas");
  }

  /** Starts a replica again, with the flags that it had; returns at once. */
  public void restartTestAndSet(int number) throws IOException {
    testAndSet.get(number).close();
    testAndSet.set(number, startTestAndSet(number));
  }

  /** As {@code --group} and {@code --tas} want it. */
  public String group() {
    return IntStream.range(0, REPLICAS)
        .mapToObj(number -> id(number) + "=" + flagAddresses.get(number))
        .collect(Collectors.joining(","));
  }

  public List<Part> testAndSet() {
    return List.copyOf(testAndSet);
  }

  public List<HostAndPort> flagAddresses() {
    return flagAddresses;
  }

  public Part ethernet() {
    return ethernet;
  }

  public HostAndPort switchAddress() {
    return switchAddress;
  }

  public InetSocketAddress switchSocketAddress() {
    return switchAddress.toSocketAddress();
  }

  /** Where the switch keeps the frames. */
  public RunFolder folder() {
    return folder;
  }
}
