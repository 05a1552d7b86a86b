package vmft.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import vmft.check.History;
import vmft.check.HistoryFile;
import vmft.demo.cluster.Cluster;
import vmft.demo.cluster.Part;
import vmft.demo.cluster.PartFailedException;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;
import vmft.demo.kv.Keepsakes;

/** The story: start, traffic, a fault in its midst, traffic, proof. Confined to one thread. */
public final class Demo {
  private static final long DISPLAY_MILLIS = 1_000;

  private final DemoSettings settings;
  private final RunFolder folder;
  private final ProcessStarter starter;
  private final Screen screen;
  private final WallClock clock = new WallClock();

  /**
   * @param starter starts all processes; whoever made it closes it
   */
  public Demo(DemoSettings settings, RunFolder folder, ProcessStarter starter, Screen screen) {
    this.settings = settings;
    this.folder = folder;
    this.starter = starter;
    this.screen = screen;
  }

  /**
   * Tells the whole story.
   *
   * @throws PartFailedException if a process did not do its part; the message is for the user
   */
  public Figures run() throws IOException, InterruptedException {
    screen.line("Six processes of their own; everything that they leave is in " + folder.path());
    boolean relayed = settings.fault() == Fault.PARTITION;
    Cluster.Settings wanted = new Cluster.Settings("kv", relayed, List.of());
    try (Cluster cluster = Cluster.start(starter, folder, wanted, this::progress)) {
      return run(cluster);
    }
  }

  private Figures run(Cluster cluster) throws IOException, InterruptedException {
    Incident incident;
    Keepsakes keepsakes;
    History history;
    try (Clients clients =
        Clients.attach(cluster.switchAddress(), settings.clients(), settings.seed())) {
      clients.awaitGuest();
      progress("primary ready and protected; the guest kv answers at " + Clients.GUEST);
      incident = traffic(cluster, clients);
      keepsakes = clients.askForKeepsakes();
      history = clients.history();
    }
    cluster.close();
    return prove(incident, history, keepsakes);
  }

  private void progress(String reached) {
    screen.line("  " + reached);
  }

  // ---- traffic and fault -------------------------------------------------------------------

  private Incident traffic(Cluster cluster, Clients clients)
      throws IOException, InterruptedException {
    screen.heading(settings.clients() + " clients ask at random, seed " + settings.seed());
    LiveDisplay display = new LiveDisplay(cluster, clients.history());
    long start = System.nanoTime();
    clients.start();
    long faultAt = start + faultDelayNanos();
    showUntil(faultAt, display);
    requireProtected(cluster);
    screen.line("  >>> " + settings.fault().description());
    Incident incident = Incident.cause(settings.fault(), cluster, clock);
    screen.line("  <<< the " + incident.survivor().name() + " is live alone");
    long end = start + TimeUnit.SECONDS.toNanos(settings.seconds());
    if (incident.loser().isFrozen()) {
      showUntil(Math.max(end - 2_000_000_000L, System.nanoTime() + 1_000_000_000L), display);
      screen.line("  >>> SIGCONT to the primary");
      incident.thaw();
    }
    showUntil(Math.max(end, System.nanoTime() + 2_000_000_000L), display);
    incident.awaitLoserHalted();
    clients.stop();
    return incident;
  }

  /** At a random moment in the middle fifth, so that it hits the protocol anywhere. */
  private long faultDelayNanos() {
    double part = 0.4 + 0.2 * new Random(settings.seed()).nextDouble();
    return (long) (part * TimeUnit.SECONDS.toNanos(settings.seconds()));
  }

  private void showUntil(long endNanos, LiveDisplay display) throws InterruptedException {
    long left = endNanos - System.nanoTime();
    while (left > 0) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(DISPLAY_MILLIS)));
      screen.live("  " + display.next());
      left = endNanos - System.nanoTime();
    }
  }

  private static void requireProtected(Cluster cluster) {
    for (Part part : List.of(cluster.primary(), cluster.backup())) {
      if (!part.isAlive() || !part.events().status().orElseThrow().isProtected()) {
        throw new PartFailedException(
            "%s: expected it to be protected until the fault, found: %s; see %s"
                .formatted(
                    part.name(),
                    part.events().status().map(status -> status.reason()).orElse("nothing"),
                    cluster.folder().path()));
      }
    }
  }

  // ---- proof -------------------------------------------------------------------------------

  private Figures prove(Incident incident, History history, Keepsakes keepsakes)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.history())) {
      HistoryFile.write(history, out);
    }
    List<Proof.Check> checks = Proof.of(incident, history, keepsakes, Wire.read(folder.captures()));
    Figures figures = Figures.of(settings, incident, history, checks);
    show(figures);
    return figures;
  }

  private void show(Figures figures) {
    screen.heading("What happened, in milliseconds after the fault");
    figures.timeline().forEach(step -> screen.line(step.toString()));
    screen.line(
        String.format(
            Locale.ROOT,
            "%nLongest time without an answer to any client: %.0f ms",
            figures.longestGapMillis()));
    screen.heading("Proof");
    figures.checks().forEach(check -> screen.line(check.toString()));
    screen.heading(verdict(figures));
    screen.heading("Look into it:");
    lookInto().forEach(command -> screen.line("  " + command));
  }

  private String verdict(Figures figures) {
    return figures.verdict()
        ? "PROVED: "
            + settings.fault().expectation()
            + "; nothing was lost, no client saw anything but a pause."
        : "NOT PROVED: see the checks that failed.";
  }

  private List<String> lookInto() {
    return List.of(
        "./vmft trace stats " + folder.trace("primary"),
        "./vmft trace dump " + folder.trace("backup") + " | less",
        "./vmft check " + folder.history(),
        "ls " + folder.path() + "    # logs, consoles, and frames/port-N.pcap for Wireshark");
  }
}
