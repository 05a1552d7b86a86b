package vmft.demo.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import vmft.channel.HostAndPort;
import vmft.demo.Fault;
import vmft.demo.LiveDisplay;
import vmft.demo.Screen;
import vmft.demo.cluster.ConsoleSession;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.PartFailedException;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;
import vmft.demo.cluster.Services;

/** The story: Linux boots, a client and a shell at work, a fault, proof. Confined to one thread. */
public final class LinuxDemo {
  private final LinuxSettings settings;
  private final RunFolder folder;
  private final ProcessStarter starter;
  private final Screen screen;
  private final FreePorts ports = new FreePorts();
  private final HostAndPort published = ports.next();

  /**
   * @param starter starts all processes; whoever made it closes it
   */
  public LinuxDemo(
      LinuxSettings settings, RunFolder folder, ProcessStarter starter, Screen screen) {
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
  public LinuxFigures run() throws IOException, InterruptedException {
    screen.line("Seven processes of their own; everything that they leave is in " + folder.path());
    Services services = Services.start(starter, folder, ports, switchOptions());
    try (Pair pair = Pair.startBackup(starter, services, folder, pairSettings(), ports)) {
      services.awaitReady(this::progress);
      pair.awaitBackup();
      progress("backup ready");
      // Last, when the cores are free again: a replica that starves looks like a dead one.
      pair.startPrimary();
      LinuxFigures figures = boot(services, pair);
      show(figures);
      return figures;
    }
  }

  private List<String> switchOptions() {
    return List.of(
        "--capture",
        folder.captures().toString(),
        "--passt",
        "--publish",
        published.port() + ":" + settings.guest().serverPort());
  }

  private Pair.Settings pairSettings() throws IOException {
    LinuxFolder guest = LinuxFolder.read(settings.folderOfGuest());
    List<String> options = new ArrayList<>(settings.guest().options(guest));
    options.add("--silence-limit");
    options.add(Integer.toString(settings.silenceLimitMillis()));
    if (settings.memoryMib() != 0) {
      options.addAll(List.of("--memory", Integer.toString(settings.memoryMib())));
    }
    return new Pair.Settings(
        guest.path().toString(), settings.fault() == Fault.PARTITION, true, true, options);
  }

  private LinuxFigures boot(Services services, Pair pair) throws IOException, InterruptedException {
    progress("primary ready and protected; Linux boots on both sides");
    long start = System.nanoTime();
    try (ConsoleSession console = starter.startConsole(pair.consoles(), folder)) {
      String ready = Boot.await(console, pair, screen);
      double seconds = (System.nanoTime() - start) / 1e9;
      progress(String.format(Locale.ROOT, "the guest says after %.1f s: %s", seconds, ready));
      Boot.awaitLevel(pair, screen);
      return LinuxFigures.of(settings, play(services, pair, console), seconds);
    }
  }

  private LinuxAct play(Services services, Pair pair, ConsoleSession console)
      throws IOException, InterruptedException {
    String kept = Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
    try (ShellProbe shell = new ShellProbe(console, kept);
        Conversation conversation =
            Conversation.open(settings.guest(), published.toSocketAddress(), settings.seed())) {
      shell.start();
      screen.heading(
          "A client increments a counter over one TCP connection to %s, seed %d"
              .formatted(published, settings.seed()));
      screen.line("A shell at the console keeps the variable V=" + kept);
      AnswerLog answers = conversation.answers();
      LiveDisplay display = new LiveDisplay(pair, "answers/s", answers::increments);
      return LinuxAct.play(
          settings,
          services,
          pair,
          conversation,
          shell,
          screen.audience(() -> display.next() + state(conversation, shell)));
    }
  }

  private static String state(Conversation conversation, ShellProbe shell) {
    String uptime =
        shell
            .latest()
            .map(s -> String.format(Locale.ROOT, " | guest up %.1f s", s.uptimeMillis() / 1e3))
            .orElse("");
    return uptime + (conversation.isWell() ? "" : " | CONNECTION BROKEN");
  }

  private void progress(String reached) {
    screen.line("  " + reached);
  }

  private void show(LinuxFigures figures) {
    screen.heading("What happened, in milliseconds after the fault");
    figures.timeline().forEach(step -> screen.line(step.toString()));
    screen.heading(
        String.format(
            Locale.ROOT,
            "Longest pause on the TCP connection: %.0f ms (%.0f ms as long as all was well)",
            figures.longestPauseMillis(),
            figures.longestPauseBeforeMillis()));
    screen.heading("Proof");
    figures.checks().forEach(check -> screen.line(check.toString()));
    screen.heading(verdict(figures));
    screen.heading("Look into it:");
    lookInto().forEach(command -> screen.line("  " + command));
  }

  private String verdict(LinuxFigures figures) {
    return figures.verdict()
        ? "PROVED: "
            + settings.fault().outcome()
            + "; neither the client, nor the server, nor the shell saw anything but a pause."
        : "NOT PROVED: see the checks that failed.";
  }

  private List<String> lookInto() {
    return List.of(
        "./vmft trace stats " + folder.trace("primary"),
        "less " + folder.console("backup") + "    # the console as the backup let it out",
        "ls " + folder.path() + "    # logs, traces, and frames/port-N.pcap for Wireshark");
  }
}
