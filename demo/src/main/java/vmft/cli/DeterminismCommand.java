package vmft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vmft.channel.Pairing;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.inspect.DeterminismReport;
import vmft.inspect.LiveRecording;
import vmft.inspect.RandomInput;
import vmft.inspect.ReplayRuns;
import vmft.inspect.TraceStatistics;
import vmft.machine.Machine;
import vmft.replay.DigestSchedule;
import vmft.trace.TraceHeader.Role;
import vmft.trace.TraceReader;

/** Records a guest live, replays it several times in fresh processes, and compares. */
@Command(
    name = "determinism",
    description = {
      "Record a guest live, with real timers and random input, then replay it in fresh processes"
          + " at different paces and compare digests of the state."
    },
    mixinStandardHelpOptions = true)
final class DeterminismCommand implements Callable<Integer> {
  private static final long FIRST_DIGESTS_EVERY = 1000;
  private static final int FULL_EACH = 16;

  @Spec private CommandSpec spec;
  @Mixin private MachineOptions options;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many replays (default ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--digest-every",
      paramLabel = "N",
      description =
          "Compare digests each so many instructions (default: each 1000 at first, then at"
              + " distances that grow with the count).")
  private Long digestEvery;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "600",
      description = "Switch the guest off after this time (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of inputs and paces (default: another one each time).")
  private Long seed;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Keep the recording there (default: a temporary one, kept on a difference).")
  private Path folder;

  @Option(names = "--json", description = "One JSON object on one line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    options.image(); // its faults come before a folder is made
    Path place = place();
    Path trace = place.resolve("recording.trace");
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1 << 30) : seed;
    record(trace, chosen);
    int status =
        TraceFiles.use(trace, spec.commandLine().getErr(), reader -> replay(trace, reader, chosen));
    if (folder == null && status == ExitStatus.OK.code()) {
      delete(trace, place);
    }
    return status;
  }

  private void requireSense() {
    if (runs < 1 || seconds < 1 || (digestEvery != null && digestEvery < 1)) {
      throw new CommandException(
          ExitStatus.USAGE,
          "determinism: expected --runs, --seconds and --digest-every of at least 1, found less");
    }
  }

  private Path place() {
    try {
      return folder == null
          ? Files.createTempDirectory("vmft-determinism")
          : Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.USAGE, "folder " + folder + ": cannot be made: " + e.getMessage(), e);
    }
  }

  private void record(Path trace, long chosen) throws InterruptedException {
    EventSink faults = EventSink.human(System.err);
    faults.accept(Event.note("recording to " + trace + ", seed " + chosen));
    try (Machine machine = options.machine();
        Tracing tracing = Tracing.to(trace, faults)) {
      Pairing pairing = options.pairing("determinism", machine);
      tracing.begin(pairing, Role.ALONE, options.hint());
      new LiveRecording(
              schedule(),
              new RandomInput(chosen, options.config().mac()),
              Duration.ofSeconds(seconds))
          .run(machine, pairing.powerOnEpochNanos(), tracing.sink());
    }
  }

  private DigestSchedule schedule() {
    DigestSchedule schedule =
        digestEvery == null
            ? DigestSchedule.growingFrom(FIRST_DIGESTS_EVERY)
            : DigestSchedule.every(digestEvery);
    return schedule.withFullEach(FULL_EACH);
  }

  private int replay(Path trace, TraceReader reader, long chosen)
      throws IOException, InterruptedException {
    TraceStatistics recorded = TraceStatistics.of(reader, Files.size(trace));
    DeterminismReport report =
        new DeterminismReport(chosen, recorded, new ReplayRuns(trace, chosen).run(runs));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.table().forEach(out::println);
    }
    out.flush();
    if (report.different().isPresent()) {
      Explanation explanation = new Explanation(trace, reader, report.different().get());
      explanation.print(spec.commandLine().getErr());
      throw explanation.toException();
    }
    if (!json) {
      out.println(verdict(report));
    }
    return ExitStatus.OK.code();
  }

  private static String verdict(DeterminismReport report) {
    return String.format(
        Locale.ROOT,
        "identical at each of %,d counts, in %d replays",
        report.comparedCounts(),
        report.runs().size());
  }

  private static void delete(Path trace, Path place) {
    try {
      Files.delete(trace);
      Files.delete(place);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, "folder " + place + ": cannot be removed: " + e.getMessage(), e);
    }
  }
}
