package vmft.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.Part;

/**
 * What the output rule adds to the answer of a guest: the same echo from the same guest, once alone
 * and once protected, in turns.
 */
final class LatencyBenchmark {
  private static final String GUEST = "kv";
  private static final double GOAL_MICROS = 200;
  private static final int TURN = 100;
  private static final double MEDIAN = 50;
  private static final double TAIL = 99;

  private final Workbench bench;
  private final Consumer<String> progress;

  LatencyBenchmark(Workbench bench, Consumer<String> progress) {
    this.bench = bench;
    this.progress = progress;
  }

  /**
   * @param samples of each, after as many that do not count
   */
  Section measure(int samples) throws IOException, InterruptedException {
    progress.accept("kv: %d echo requests, alone and protected in turns".formatted(samples));
    HostAndPort listen = bench.freePort();
    try (EchoTarget alone = new EchoTarget();
        EchoTarget guarded = new EchoTarget();
        ChildProcess single = run(alone);
        Part backup = bench.backup(GUEST, listen, pairArguments(guarded));
        ChildProcess primary = primary(guarded, listen)) {
      alone.awaitGuest();
      guarded.awaitGuest();
      inTurns(alone, guarded, samples);
      alone.reset();
      guarded.reset();
      inTurns(alone, guarded, samples);
      return section(alone, guarded, samples);
    }
  }

  private ChildProcess run(EchoTarget target) {
    return new ChildProcess(
        bench.vmft("run", GUEST, "--switch", target.address()), bench.log("run"), Silence.INSTANCE);
  }

  private ChildProcess primary(EchoTarget target, HostAndPort backup) {
    return new ChildProcess(
        bench.primary(GUEST, backup, pairArguments(target)),
        bench.log("primary"),
        Silence.INSTANCE);
  }

  private static String[] pairArguments(EchoTarget target) {
    return Workbench.patiently("--switch", target.address());
  }

  private static void inTurns(EchoTarget one, EchoTarget other, int samples)
      throws InterruptedException {
    for (int done = 0; done < samples; done += TURN) {
      one.echo(TURN);
      other.echo(TURN);
    }
  }

  private static Section section(EchoTarget alone, EchoTarget guarded, int samples) {
    return new Section(
        "Output rule: time that protection adds to an answer, %d samples each".formatted(samples),
        "an answer leaves only when the backup holds the log of it, so each client waits for a"
            + " round trip between the hosts",
        List.of(
            micros("alone, median", alone.percentileMicros(MEDIAN)),
            micros("protected, median", guarded.percentileMicros(MEDIAN)),
            micros("added, median", added(alone, guarded, MEDIAN)).atMost(GOAL_MICROS),
            micros("alone, 99 %", alone.percentileMicros(TAIL)),
            micros("protected, 99 %", guarded.percentileMicros(TAIL)),
            micros("added, 99 %", added(alone, guarded, TAIL))),
        List.of(
            "closed loop: one client, one ICMP echo request at a time, through the switch; both"
                + " hosts, switch and client share this machine"));
  }

  private static Figure micros(String name, double value) {
    return Figure.of(name, value, "us");
  }

  private static double added(EchoTarget alone, EchoTarget guarded, double percentile) {
    return guarded.percentileMicros(percentile) - alone.percentileMicros(percentile);
  }

  /** Nobody reads this guest's console. */
  private enum Silence implements ChildProcess.Listener {
    INSTANCE;

    @Override
    public void line(String text) {}

    @Override
    public void end(String reason) {}
  }
}
