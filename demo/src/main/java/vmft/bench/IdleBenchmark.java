package vmft.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Heartbeat.Sender;
import vmft.channel.HeartbeatCodec;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.Part;
import vmft.log.Generation;
import vmft.protocol.ProtocolSettings;

/** What protecting a guest costs that does nothing but take 100 timer ticks a second. */
final class IdleBenchmark {
  private static final String GUEST = "idle";
  private static final double GOAL_BYTES_PER_TICK = 8;
  private static final double GOAL_KBIT_PER_SECOND = 50;
  private static final int ATTEMPTS = 5;
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final Workbench bench;
  private final Consumer<String> progress;

  IdleBenchmark(Workbench bench, Consumer<String> progress) {
    this.bench = bench;
    this.progress = progress;
  }

  /** With default timeouts, since they set the pace; on a busy machine a pair can break. */
  Section measure(Duration length) throws InterruptedException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return attempt(length);
      } catch (BenchException e) {
        progress.accept(e.getMessage() + "; again");
      }
    }
    return attempt(length);
  }

  private Section attempt(Duration length) throws InterruptedException {
    progress.accept("idle: " + length.toSeconds() + " s of nothing, protected");
    HostAndPort listen = bench.freePort();
    List<String> primaryCommand = new ArrayList<>(bench.primary(GUEST, listen));
    primaryCommand.add("--json");
    try (Part backup = bench.backup(GUEST, listen);
        Part primary = bench.start("primary", primaryCommand)) {
      return section(StatusProbe.take(primary, SETTLE, length));
    }
  }

  private static Section section(StatusProbe probe) {
    return new Section(
        "Logging channel: an idle guest with 100 timer ticks a second",
        "what many idle guests cost a network, and whether the log could go to a far place",
        List.of(
            Figure.of("timer entries", probe.entries() / probe.seconds(), "/s"),
            Figure.of(
                    "packed bytes of an entry", (double) probe.entryBytes() / probe.entries(), "B")
                .atMost(GOAL_BYTES_PER_TICK),
            Figure.of(
                "log to the backup, framing included", kbit(probe.bytesSent(), probe), "kbit/s"),
            Figure.of(
                "acknowledgements back, framing included",
                kbit(probe.bytesReceived(), probe),
                "kbit/s"),
            Figure.of("both", kbit(probe.bytesSent() + probe.bytesReceived(), probe), "kbit/s")
                .atMost(GOAL_KBIT_PER_SECOND),
            Figure.of("UDP heartbeats, both ways, computed", heartbeatKbit(), "kbit/s")),
        List.of(
            "counted is what is handed to TCP and UDP, both directions; their headers come on top"));
  }

  private static double kbit(long bytes, StatusProbe probe) {
    return bytes * 8 / 1e3 / probe.seconds();
  }

  /** From the interval and the size of a datagram: nobody counts them. */
  private static double heartbeatKbit() {
    ProtocolSettings settings = ProtocolSettings.defaults();
    Heartbeat beat = new Heartbeat("machine-01234567", Generation.FIRST, Sender.PRIMARY, 100_000);
    double bits = HeartbeatCodec.encode(beat).length * Byte.SIZE;
    return 2 * bits / 1e3 * TimeUnit.SECONDS.toNanos(1) / settings.heartbeatInterval();
  }
}
