package vmft.demo.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vmft.event.Event;
import vmft.replica.Milestone;

/** A protected machine and all that it needs, each part a process. Thread-safe once started. */
public final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What they do is small; C1 alone makes them quick to start and leaves the cores to others. */
  private static final List<String> SMALL = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");

  /** The guest's memory is not in the heap. */
  private static final List<String> REPLICA = List.of("-Xmx256m");

  private final ProcessStarter starter;
  private final ClusterPlan plan;
  private final RunFolder folder;
  private final List<Part> testAndSet = new ArrayList<>();
  private Part ethernet;
  private Part backup;
  private Part primary;
  private Relay relay;

  /**
   * What to run.
   *
   * @param image of the guest, as {@code vmft primary} takes it
   * @param relayed whether the channel can be cut
   * @param more arguments of both replicas
   */
  public record Settings(String image, boolean relayed, List<String> more) {
    public static Settings of(String image) {
      return new Settings(image, false, List.of());
    }

    Settings withRelay() {
      return new Settings(image, true, more);
    }
  }

  private Cluster(ProcessStarter starter, ClusterPlan plan, RunFolder folder) {
    this.starter = starter;
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * Starts everything and waits until the guest is protected.
   *
   * @param starter ends the processes when it is closed, even if this fails
   * @param progress told, one line, what has been reached
   * @throws PartFailedException if a part did not come up
   */
  public static Cluster start(
      ProcessStarter starter,
      RunFolder folder,
      Settings settings,
      java.util.function.Consumer<String> progress)
      throws IOException, InterruptedException {
    Cluster cluster = new Cluster(starter, ClusterPlan.onFreePorts(settings.relayed()), folder);
    cluster.startServices(settings);
    cluster.awaitServices(progress);
    cluster.startPrimary(settings);
    cluster.awaitProtection();
    return cluster;
  }

  private void startServices(Settings settings) throws IOException {
    for (int number = 0; number < plan.testAndSet().size(); number++) {
      testAndSet.add(startTestAndSet(number));
    }
    ethernet = starter.start("switch", SMALL, plan.switchArguments(folder));
    backup = startReplica("backup", plan.backupArguments(settings.image(), folder), settings);
    if (plan.relayed()) {
      relay = new Relay(plan.primaryConnects(), plan.backup());
    }
  }

  private Part startTestAndSet(int number) throws IOException {
    String name = "tas-" + ClusterPlan.flagId(number);
    return starter.start(name, SMALL, plan.testAndSetArguments(number, folder));
  }

  private Part startReplica(String name, List<String> arguments, Settings settings)
      throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(settings.more());
    return starter.start(name, REPLICA, all);
  }

  private void awaitServices(java.util.function.Consumer<String> progress)
      throws InterruptedException {
    ethernet.awaitReady(PATIENCE);
    progress.accept("switch ready");
    backup.awaitReady(PATIENCE);
    progress.accept("backup ready");
    for (Part replica : testAndSet) {
      replica.awaitReady(PATIENCE);
    }
    progress.accept("test-and-set ready, all three replicas");
  }

  /** Last, when the cores are free again: a replica that starves looks like a dead one. */
  private void startPrimary(Settings settings) throws IOException, InterruptedException {
    primary = startReplica("primary", plan.primaryArguments(settings.image(), folder), settings);
    primary.awaitReady(PATIENCE);
  }

  private void awaitProtection() throws InterruptedException {
    Optional<Event> paired = primary.events().await(Cluster::isPaired, PATIENCE);
    if (paired.isEmpty()) {
      throw new PartFailedException(
          "primary: expected it to pair with the backup, found: "
              + primary.lastWords().orElse("nothing"));
    }
  }

  private static boolean isPaired(Event event) {
    return event.name().equals(Milestone.Kind.STATE_CHANGED.name())
        && event.detail().startsWith("PAIRING to PRIMARY");
  }

  /** Starts a test-and-set replica again, with the flags that it had. */
  public void restartTestAndSet(int number) throws IOException {
    testAndSet.set(number, startTestAndSet(number));
  }

  public Part primary() {
    return primary;
  }

  public Part backup() {
    return backup;
  }

  public Part ethernet() {
    return ethernet;
  }

  public List<Part> testAndSet() {
    return List.copyOf(testAndSet);
  }

  public ClusterPlan plan() {
    return plan;
  }

  public RunFolder folder() {
    return folder;
  }

  public InetSocketAddress switchAddress() {
    return plan.ethernet().toSocketAddress();
  }

  /**
   * Cuts the logging channel, both ways, TCP and UDP.
   *
   * @throws IllegalStateException without a relay
   */
  public void cutChannel() {
    if (relay == null) {
      throw new IllegalStateException("the channel has no relay to cut it");
    }
    relay.cut();
  }

  /** Ends all processes. */
  @Override
  public void close() throws IOException {
    starter.close();
    if (relay != null) {
      relay.close();
    }
  }
}
