package vmft.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vmft.check.Finding;
import vmft.check.History;
import vmft.check.HistoryChecker;
import vmft.check.HistoryFile;
import vmft.check.HistorySummary;

/** Checks a history of clients again. */
@Command(
    name = "check",
    description =
        "Check a history of clients, as a demo leaves it: could one machine that never failed have"
            + " given these answers?",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "HISTORY", description = "The file, history.jsonl.")
  private Path file;

  @Override
  public Integer call() {
    History history = read(file);
    List<Finding> findings = HistoryChecker.check(history);
    spec.commandLine().getOut().println(summary(HistorySummary.of(history)));
    findings.forEach(finding -> spec.commandLine().getOut().println(finding));
    if (!findings.isEmpty()) {
      return ExitStatus.FAILED.code();
    }
    spec.commandLine().getOut().println("ok: linearizable, no clock ran backwards, no token twice");
    return ExitStatus.OK.code();
  }

  private static History read(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return HistoryFile.read(in);
    } catch (NoSuchFileException e) {
      throw wrong(file, "expected a history, found no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(file, e.getMessage(), e);
    }
  }

  private static CommandException wrong(Path file, String what, Exception cause) {
    return new CommandException(ExitStatus.USAGE, file + ": " + what, cause);
  }

  private static String summary(HistorySummary summary) {
    String gap =
        summary.longestGap().map(found -> found.nanos() / 1_000_000 + " ms").orElse("unknown");
    return "%d operations, %d retries, %d unanswered, longest time without an answer %s"
        .formatted(summary.operations(), summary.retries(), summary.unanswered(), gap);
  }
}
