package vmft.demo.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import vmft.demo.Proof;
import vmft.demo.Screen;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;
import vmft.demo.cluster.Services;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.netty.AttachedHost;

/** Runs the workload on a protected pair and looks on. Confined to one thread. */
public final class Soak {
  /** Digests with memory stop the guest, so not too many; in a long run one in a minute or two. */
  private static final int FULL_DIGEST_EACH = 8;

  private static final long SAMPLE_MILLIS = 500;
  private static final long LINE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A machine that boots, rests between rounds or is slow has so long beyond its minutes. */
  private static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Ipv4Address GATEWAY = Ipv4Address.parse("10.0.2.2");
  private static final MacAddress GATEWAY_MAC = MacAddress.parse("02:00:00:00:00:02");

  private final SoakSettings settings;
  private final RunFolder folder;
  private final ProcessStarter starter;
  private final Screen screen;

  /**
   * @param starter starts all processes; whoever made it closes it
   */
  public Soak(SoakSettings settings, RunFolder folder, ProcessStarter starter, Screen screen) {
    this.settings = settings;
    this.folder = folder;
    this.starter = starter;
    this.screen = screen;
  }

  /**
   * Runs it to the end of the workload, or until a side has ended.
   *
   * @throws vmft.demo.cluster.PartFailedException if a process does not start
   */
  public SoakFigures run() throws IOException, InterruptedException {
    FreePorts ports = new FreePorts();
    Services services = Services.start(starter, folder, ports, List.of());
    try (Pair pair = Pair.startBackup(starter, services, folder, pairSettings(), ports)) {
      services.awaitReady(line -> {});
      pair.awaitBackup();
      try (AttachedHost gateway = gateway(services)) {
        pair.startPrimary();
        screen.line(
            "%d minutes of mixed load on a protected %s with %s beside it; everything is in %s"
                .formatted(
                    settings.minutes(),
                    settings.guest().path().getFileName(),
                    gateway.stack().address(),
                    folder.path()));
        return run(pair);
      }
    }
  }

  /** Whom the guest pings. */
  private static AttachedHost gateway(Services services) throws IOException, InterruptedException {
    return AttachedHost.attach(services.switchSocketAddress(), GATEWAY_MAC, GATEWAY, PATIENCE);
  }

  private SoakFigures run(Pair pair) throws IOException, InterruptedException {
    SoakWatch watch = new SoakWatch(pair);
    Rounds rounds = new Rounds(folder.console("primary"));
    lookOn(pair, watch, rounds);
    List<Proof.Check> checks = checks(pair, watch, rounds);
    SoakFigures figures = SoakFigures.of(settings, watch, rounds, checks);
    show(figures);
    return figures;
  }

  private Pair.Settings pairSettings() {
    String run = " vmft.run=\"/usr/share/vmft/mixed %d\"".formatted(settings.minutes());
    List<String> options =
        List.of(
            "--append",
            settings.guest().append() + run,
            "--silence-limit",
            Integer.toString(settings.silenceLimitMillis()),
            "--full-digest-each",
            Integer.toString(FULL_DIGEST_EACH));
    String image = settings.guest().path().toString();
    return new Pair.Settings(image, false, false, settings.trace(), options);
  }

  private void lookOn(Pair pair, SoakWatch watch, Rounds rounds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long giveUpAt = start + TimeUnit.MINUTES.toNanos(settings.minutes()) + GRACE_NANOS;
    long nextLine = start + LINE_NANOS;
    while (pair.primary().isAlive() && pair.backup().isAlive() && System.nanoTime() < giveUpAt) {
      watch.sample();
      if (System.nanoTime() >= nextLine) {
        rounds.update();
        screen.line(watch.line(rounds.count()));
        nextLine += LINE_NANOS;
      }
      TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
    }
  }

  private List<Proof.Check> checks(Pair pair, SoakWatch watch, Rounds rounds)
      throws IOException, InterruptedException {
    OptionalInt primaryExit = pair.primary().awaitExit(PATIENCE);
    OptionalInt backupExit = pair.backup().awaitExit(PATIENCE);
    watch.sample();
    rounds.update();
    int guestMib = settings.guest().memoryMib();
    return List.of(
        SoakVerdict.workload(rounds.count(), rounds.inOrder(), rounds.wellEnded()),
        SoakVerdict.digests(watch.digests(), backupExit),
        SoakVerdict.protection(
            primaryExit, pair.primary().events().events(), pair.backup().events().events()),
        SoakVerdict.memory("primary", watch.primaryPeakMib(), guestMib),
        SoakVerdict.memory("backup", watch.backupPeakMib(), guestMib));
  }

  private void show(SoakFigures figures) {
    screen.heading(
        "%.0f s, %,d instructions, %,d bytes of log (%.0f a second), lag at most %.0f ms"
            .formatted(
                figures.seconds(),
                figures.instructions(),
                figures.logBytes(),
                figures.logBytesPerSecond(),
                figures.worstLagMillis()));
    figures.checks().forEach(check -> screen.line(check.toString()));
    screen.heading(
        figures.verdict()
            ? "PROVED: the two stayed one machine, within their memory."
            : "NOT PROVED: see the checks that failed.");
  }
}
