package vmft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vmft.conformance.ResultTable;
import vmft.conformance.Tally;
import vmft.conformance.TestLimits;
import vmft.conformance.TestProgram;
import vmft.conformance.TestResult;
import vmft.conformance.TestRunner;
import vmft.conformance.TestSuite;
import vmft.engine.EngineUnavailableException;
import vmft.image.BadImageException;
import vmft.machine.MachineConfig;

/** Runs test programs that report through {@code tohost}. */
@Command(
    name = "conformance",
    description = {
      "Run bare-metal test programs that report through the symbol tohost (the convention of",
      "riscv-tests), each on a machine of its own, and print a table.",
      "Exit code 0 if all have passed, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description = "Folders, searched for ELF files, and ELF files.")
  private List<Path> places;

  @Option(
      names = "--filter",
      paramLabel = "GLOB",
      defaultValue = "*",
      description = "Only files of such names, e.g. 'rv64u*-p-*'.")
  private String filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100000000",
      description = "Instructions after which a program hangs (default ${DEFAULT-VALUE}).")
  private long limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time after which a program hangs (default ${DEFAULT-VALUE}).")
  private long timeout;

  @Option(
      names = {"--memory", "-m"},
      paramLabel = "MIB",
      defaultValue = "" + MachineConfig.DEFAULT_MEMORY_MIB,
      description = "Size of RAM in MiB (default ${DEFAULT-VALUE}).")
  private int memory;

  @Option(
      names = "--record",
      description = "Record each run and replay it: it must come to the same digest.")
  private boolean record;

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description = "Keep the recordings here, for 'vmft replay' and 'vmft trace'; with --record.")
  private Path traces;

  @Option(
      names = "--count-check",
      description = "Count each instruction by itself as well: both counts must agree. Slow.")
  private boolean countCheck;

  @Option(names = "--json", description = "One JSON object on one line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    require("--limit", limit);
    require("--timeout", timeout);
    MachineConfig config = config();
    TestSuite suite = suite(config);
    suite.skipped().forEach(reason -> tell("skipped: " + reason));
    Tally tally = new Tally(run(suite, config));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? tally.json() : tally.summary() + replayed(tally));
    out.flush();
    return (tally.allPassed() ? ExitStatus.OK : ExitStatus.FAILED).code();
  }

  private static void require(String option, long value) {
    if (value < 1) {
      throw new CommandException(
          ExitStatus.USAGE, option + ": expected at least 1, found " + value);
    }
  }

  private MachineConfig config() {
    try {
      return MachineConfig.DEFAULT.withMemoryMiB(memory);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  private TestSuite suite(MachineConfig config) {
    try {
      return TestSuite.find(places, filter, config);
    } catch (BadImageException | IllegalArgumentException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  private String replayed(Tally tally) {
    return record && tally.noneDiverged() ? "; each recorded and replayed to the same digest" : "";
  }

  private List<TestResult> run(TestSuite suite, MachineConfig config) {
    TestLimits limits = new TestLimits(limit, Duration.ofSeconds(timeout));
    TestRunner runner = new TestRunner(config, limits, countCheck);
    ResultTable table = new ResultTable(suite.programs());
    show(table.head());
    List<TestResult> results = new ArrayList<>();
    try (TraceFolder folder = TraceFolder.of(traces)) {
      for (TestProgram program : suite.programs()) {
        TestResult result = run(runner, program, folder);
        results.add(result);
        show(table.row(result));
      }
    } catch (EngineUnavailableException e) {
      throw new CommandException(ExitStatus.MISSING, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
    return results;
  }

  private TestResult run(TestRunner runner, TestProgram program, TraceFolder folder)
      throws IOException {
    return record
        ? runner.runAndReplay(program, folder.file(program.name()), Version.ofTheBuild())
        : runner.run(program);
  }

  private void show(String line) {
    if (!json) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }

  private void tell(String line) {
    spec.commandLine().getErr().println("conformance: " + line);
    spec.commandLine().getErr().flush();
  }
}
