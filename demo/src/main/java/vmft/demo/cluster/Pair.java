package vmft.demo.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vmft.channel.HostAndPort;
import vmft.event.Event;
import vmft.replica.Milestone;

/** A protected machine: a primary and a backup, each a process. Confined to one thread. */
public final class Pair implements AutoCloseable {
  /** The guest's memory is not in the heap. */
  private static final List<String> JVM = List.of("-Xmx256m");

  private final ProcessStarter starter;
  private final Services services;
  private final RunFolder folder;
  private final Settings settings;
  private final HostAndPort backupAddress;
  private final HostAndPort primaryConnects;
  private final Map<String, HostAndPort> consoles = new LinkedHashMap<>();
  private Part backup;
  private Part primary;
  private Relay relay;

  /**
   * What to run.
   *
   * @param image of the guest, as {@code vmft primary} takes it
   * @param relayed whether the channel goes through a relay, which can cut it
   * @param attachable whether {@code vmft console} can attach
   * @param traced whether both sides record their logs
   * @param options more of both sides, as {@code vmft primary} and {@code vmft backup} take them
   */
  public record Settings(
      String image, boolean relayed, boolean attachable, boolean traced, List<String> options) {
    public Settings {
      options = List.copyOf(options);
    }

    /** A machine with every option at its default. */
    public Settings(String image, boolean relayed) {
      this(image, relayed, false, true, List.of());
    }
  }

  private Pair(
      ProcessStarter starter,
      Services services,
      RunFolder folder,
      Settings settings,
      FreePorts ports) {
    this.starter = starter;
    this.services = services;
    this.folder = folder;
    this.settings = settings;
    this.backupAddress = ports.next();
    this.primaryConnects = settings.relayed() ? ports.next() : backupAddress;
    if (settings.attachable()) {
      consoles.put("primary", ports.next());
      consoles.put("backup", ports.next());
    }
  }

  /**
   * Starts the backup and returns at once; see {@link #startPrimary}.
   *
   * @param folder for what the two leave behind
   */
  public static Pair startBackup(
      ProcessStarter starter,
      Services services,
      RunFolder folder,
      Settings settings,
      FreePorts ports)
      throws IOException {
    Pair pair = new Pair(starter, services, folder, settings, ports);
    pair.backup = pair.start("backup", "--listen", pair.backupAddress);
    if (settings.relayed()) {
      pair.relay = new Relay(pair.primaryConnects, pair.backupAddress);
    }
    return pair;
  }

  /** Waits until the backup listens. */
  public void awaitBackup() throws InterruptedException {
    backup.awaitReady(Services.PATIENCE);
  }

  /**
   * Starts the primary and waits until the machine is protected.
   *
   * @throws PartFailedException if it does not come up, or the two do not pair
   */
  public void startPrimary() throws IOException, InterruptedException {
    primary = start("primary", "--backup", primaryConnects);
    primary.awaitReady(Services.PATIENCE);
    if (primary.events().await(Pair::isPaired, Services.PATIENCE).isEmpty()) {
      throw new PartFailedException(
          "primary: expected it to pair with the backup, found: "
              + primary.lastWords().orElse("nothing"));
    }
  }

  private static boolean isPaired(Event event) {
    return event.name().equals(Milestone.Kind.STATE_CHANGED.name())
        && event.detail().startsWith("PAIRING to PRIMARY");
  }

  private Part start(String role, String peerOption, HostAndPort peer) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(role, settings.image(), peerOption));
    arguments.add(peer.toString());
    arguments.addAll(List.of("--tas", services.group()));
    arguments.addAll(List.of("--switch", services.switchAddress().toString()));
    if (settings.traced()) {
      arguments.addAll(List.of("--trace", folder.trace(role).toString()));
    }
    arguments.addAll(List.of("--console", folder.console(role).toString()));
    if (settings.attachable()) {
      arguments.addAll(List.of("--console-listen", consoles.get(role).toString()));
    }
    arguments.addAll(settings.options());
    return starter.start(role, JVM, arguments, folder);
  }

  public Part primary() {
    return primary;
  }

  public Part backup() {
    return backup;
  }

  public HostAndPort backupAddress() {
    return backupAddress;
  }

  /** Where {@code vmft console} attaches; empty unless that was asked for. */
  public List<HostAndPort> consoles() {
    return List.copyOf(consoles.values());
  }

  public RunFolder folder() {
    return folder;
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

  /**
   * Makes sure that both sides are as they should be before anything fails.
   *
   * @throws PartFailedException if one is not
   */
  public void requireProtected() {
    requireProtected(primary);
    requireProtected(backup);
  }

  private void requireProtected(Part part) {
    boolean holds =
        part.isAlive() && part.events().status().filter(status -> status.isProtected()).isPresent();
    if (!holds) {
      throw new PartFailedException(
          "%s: expected it to be protected until the fault, found: %s; see %s"
              .formatted(
                  part.name(),
                  part.events().status().map(status -> status.reason()).orElse("no status"),
                  folder.path()));
    }
  }

  /** Ends both processes. */
  @Override
  public void close() throws IOException {
    if (primary != null) {
      primary.close();
    }
    backup.close();
    if (relay != null) {
      relay.close();
    }
  }
}
