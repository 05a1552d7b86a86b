package vmft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vmft.image.GuestFiles;
import vmft.inspect.OfflineReplay;
import vmft.inspect.Pace;
import vmft.inspect.ReplayResult;
import vmft.inspect.Replays;
import vmft.log.LogEntry.OutputKind;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.replay.Output;
import vmft.trace.TraceReader;

/** Replays a trace offline, to the same digest or to the first difference. */
@Command(
    name = "replay",
    description = "Replay a trace: to the same digest, or to the first difference.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TRACE", description = "The trace file.")
  private Path file;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "The guest image, if it is not where the recording had it.")
  private Path image;

  @Option(
      names = "--disk",
      paramLabel = "FILE",
      description = "The image of the machine's disk, if it had one.")
  private Path disk;

  @Mixin private FileOptions files;

  @Option(names = "--console", description = "Show the guest's console.")
  private boolean console;

  @Option(
      names = "--shake",
      paramLabel = "SEED",
      description = "Stop at random counts and pause there: it must make no difference.")
  private Long shake;

  @Option(names = "--json", description = "One JSON object on one line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return TraceFiles.use(file, spec.commandLine().getErr(), this::replay);
  }

  private int replay(TraceReader trace) throws IOException {
    Pace pace = shake == null ? Pace.STEADY : Pace.shaken(shake);
    try (OfflineReplay replay =
        new OfflineReplay(
            TracedMachine.of(file, trace.header(), named()).start(),
            trace,
            DigestComparison::strict,
            this::show,
            pace)) {
      return report(Replays.run(replay));
    }
  }

  /** The files that the user has named, in place of those that the recording had. */
  private GuestFiles named() {
    GuestFiles parts = files.files().withDisk(disk);
    return image == null ? parts : GuestFiles.of(image).overriddenBy(parts);
  }

  private void show(Output output) {
    if (console && output.kind() == OutputKind.CONSOLE) {
      System.out.write(output.data(), 0, output.data().length);
      System.out.flush();
    }
  }

  private int report(ReplayResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(result.toJson());
    } else if (result.same()) {
      out.print(summary(result));
    }
    out.flush();
    if (!result.same() && !json) {
      throw new CommandException(ExitStatus.DIVERGED, difference(result));
    }
    return (result.same() ? ExitStatus.OK : ExitStatus.DIVERGED).code();
  }

  private static String summary(ReplayResult result) {
    return String.format(
        Locale.ROOT,
        "replayed     %,d entries, %,d instructions in %.2f s, %.1f million a second%n"
            + "the same     %,d digests, %,d outputs%n"
            + "final count  %d%n"
            + "digest       %s of registers, devices and memory%n"
            + "the log ends %s%n",
        result.entries(),
        result.count(),
        result.seconds(),
        result.count() / Math.max(1e-9, result.seconds()) / 1e6,
        result.digests(),
        result.outputs(),
        result.count(),
        result.digest(),
        ending(result));
  }

  private static String ending(ReplayResult result) {
    if (result.endedInOrder()) {
      return "in order, with power-off";
    }
    return "without power-off; "
        + result.entriesLeft()
        + " entries lie behind the last event and were not replayed";
  }

  private String difference(ReplayResult result) {
    return String.format(
        "%s; registers and devices were equal up to count %d, memory too up to count %d; see"
            + " 'vmft trace dump %s --from %d --to %d'",
        result.difference(),
        result.lastAgreedCount(),
        result.lastFullyAgreedCount(),
        file,
        result.lastFullyAgreedCount(),
        result.count());
  }
}
