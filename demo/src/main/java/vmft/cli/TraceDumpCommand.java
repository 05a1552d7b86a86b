package vmft.cli;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vmft.inspect.EntryFilter;
import vmft.inspect.TraceDump;
import vmft.log.EntryType;

/** Shows the entries of a trace. */
@Command(
    name = "dump",
    description = "Show the entries of a trace, one a line.",
    mixinStandardHelpOptions = true)
final class TraceDumpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The trace file.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "COUNT",
      defaultValue = "0",
      description = "Entries from this instruction count on.")
  private long from;

  @Option(
      names = "--to",
      paramLabel = "COUNT",
      defaultValue = "" + Long.MAX_VALUE,
      description = "Entries up to this instruction count, inclusive.")
  private long to;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      converter = EntryTypeConverter.class,
      description =
          "Entries of these types alone: timer, clock, seed, console, frame, random, control,"
              + " output, digest, power-off.")
  private Set<EntryType> types = EnumSet.noneOf(EntryType.class);

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    // Unlike the command line's own writer, this one does not flush every line.
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), 1 << 16));
    try {
      return TraceFiles.use(
          file,
          spec.commandLine().getErr(),
          trace -> {
            new TraceDump(out, json).print(trace, new EntryFilter(from, to, types));
            return ExitStatus.OK.code();
          });
    } finally {
      out.flush();
    }
  }
}
