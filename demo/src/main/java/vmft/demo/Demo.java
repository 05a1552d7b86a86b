package vmft.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import vmft.check.History;
import vmft.check.HistoryFile;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.PartFailedException;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;
import vmft.demo.cluster.Services;

/** The story: start, traffic with a fault in its midst, proof. Confined to one thread. */
public final class Demo {
  private final DemoSettings settings;
  private final RunFolder folder;
  private final ProcessStarter starter;
  private final Screen screen;

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
    FreePorts ports = new FreePorts();
    Services services = Services.start(starter, folder, ports);
    try (Pair pair = Pair.startBackup(starter, services, folder, pairSettings(), ports)) {
      services.awaitReady(this::progress);
      pair.awaitBackup();
      progress("backup ready");
      // Last, when the cores are free again: a replica that starves looks like a dead one.
      pair.startPrimary();
      Act act = play(services, pair);
      keep(act.history());
      Figures figures = Figures.of(settings, act);
      show(figures);
      return figures;
    }
  }

  private Pair.Settings pairSettings() {
    return new Pair.Settings("kv", settings.fault() == Fault.PARTITION);
  }

  private Act play(Services services, Pair pair) throws IOException, InterruptedException {
    try (Clients clients =
        Clients.attach(services.switchSocketAddress(), settings.clients(), settings.seed())) {
      clients.awaitGuest();
      progress("primary ready and protected; the guest kv answers at " + Clients.GUEST);
      screen.heading(settings.clients() + " clients ask at random, seed " + settings.seed());
      Act.Schedule schedule = Act.Schedule.of(settings.seconds(), settings.seed());
      History history = clients.history();
      LiveDisplay display = new LiveDisplay(pair, "requests/s", history::size);
      return Act.play(
          settings.fault(), services, pair, clients, schedule, screen.audience(display::next));
    }
  }

  private void progress(String reached) {
    screen.line("  " + reached);
  }

  private void keep(History history) throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.history())) {
      HistoryFile.write(history, out);
    }
  }

  private void show(Figures figures) {
    screen.heading("What happened, in milliseconds after the fault");
    figures.timeline().forEach(step -> screen.line(step.toString()));
    screen.heading(
        String.format(
            Locale.ROOT,
            "Longest time without an answer to any client: %.0f ms",
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
            + settings.fault().outcome()
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
