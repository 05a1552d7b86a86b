package vmft.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vmft.inspect.StatisticsText;
import vmft.inspect.TraceStatistics;

/** Shows what a trace is made of. */
@Command(
    name = "stats",
    description = "Entries and bytes of a trace, per type and per second.",
    mixinStandardHelpOptions = true)
final class TraceStatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The trace file.")
  private Path file;

  @Option(names = "--json", description = "One JSON object on one line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return TraceFiles.use(
        file,
        spec.commandLine().getErr(),
        trace -> {
          TraceStatistics statistics = TraceStatistics.of(trace, Files.size(file));
          spec.commandLine()
              .getOut()
              .println(
                  json
                      ? StatisticsText.json(statistics, trace.ending())
                      : StatisticsText.table(statistics, trace.ending()));
          return ExitStatus.OK.code();
        });
  }
}
