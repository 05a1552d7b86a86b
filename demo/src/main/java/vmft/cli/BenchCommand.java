package vmft.cli;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vmft.bench.BenchException;
import vmft.bench.Benchmarks;
import vmft.bench.Benchmarks.Effort;
import vmft.bench.Benchmarks.Topic;
import vmft.bench.Images;
import vmft.bench.LinuxWorkload;
import vmft.bench.Section;
import vmft.demo.cluster.PartFailedException;

/** Measures what protection costs. */
@Command(
    name = "bench",
    description = {
      "Measure what protection costs, each figure beside a reference of the same run.",
      "docs/BENCHMARKS.md says how, and what the figures mean."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "TOPIC",
      description =
          "What to measure, of: ${COMPLETION-CANDIDATES} (default: all but LINUX). SPIN and MEMORY:"
              + " guest speed; IDLE: bytes on the logging channel; LATENCY: what the output rule adds;"
              + " LINUX: boot and workloads of the guest of --guest, beside QEMU.")
  private List<Topic> topics = List.of();

  @Option(
      names = "--quick",
      description = "Short guests, fewer samples, no warm-up: half a minute without LINUX.")
  private boolean quick;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Runs of each kind, of which the median counts (default 3).")
  private Integer repetitions;

  @Option(
      names = "--guest",
      paramLabel = "NAME",
      defaultValue = "linux",
      description =
          "For LINUX: a guest that 'vmft image linux' has built (default ${DEFAULT-VALUE}).")
  private String guest;

  @Option(names = "--json", description = "One JSON array of all sections on stdout.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    List<Section> sections = new ArrayList<>();
    try {
      new Benchmarks(images(), effort(), this::tell, linux())
          .run(
              chosen(),
              section -> {
                sections.add(section);
                show(section);
              });
    } catch (BenchException | PartFailedException | IOException e) {
      throw new CommandException(ExitStatus.FAILED, e.getMessage(), e);
    }
    if (json) {
      print(new GsonBuilder().setPrettyPrinting().create().toJson(sections));
    }
    return ExitStatus.OK.code();
  }

  private Set<Topic> chosen() {
    return EnumSet.copyOf(topics.isEmpty() ? Topic.COMMON : topics);
  }

  private Optional<LinuxWorkload> linux() {
    if (!chosen().contains(Topic.LINUX)) {
      return Optional.empty();
    }
    Path folder = MachineOptions.resolve(guest);
    if (!GuestFolder.isOne(folder)) {
      throw new CommandException(
          ExitStatus.MISSING,
          "--guest: expected a guest that is built, found no %s; build it with: ./vmft image linux"
              .formatted(guest));
    }
    GuestFolder parts = GuestFolder.read(folder);
    return Optional.of(
        new LinuxWorkload(
            parts.files().kernel(), parts.files().initrd(), parts.append(), parts.memoryMiB()));
  }

  private Effort effort() {
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    if (repetitions == null) {
      return effort;
    }
    if (repetitions < 1) {
      throw new CommandException(
          ExitStatus.USAGE, "--repetitions: expected at least 1, found " + repetitions);
    }
    return effort.withRepetitions(repetitions);
  }

  private static Images images() {
    String folder = System.getenv("VMFT_GUESTS");
    if (folder == null || !Files.isDirectory(Path.of(folder))) {
      throw new CommandException(
          ExitStatus.MISSING,
          "guest images: expected a folder of them in VMFT_GUESTS, found "
              + folder
              + "; start vmft with ./vmft");
    }
    return new Images(Path.of(folder));
  }

  private void tell(String progress) {
    spec.commandLine().getErr().println("bench: " + progress);
    spec.commandLine().getErr().flush();
  }

  private void show(Section section) {
    if (!json) {
      print(section.toText());
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
