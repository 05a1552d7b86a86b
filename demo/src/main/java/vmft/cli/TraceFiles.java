package vmft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import vmft.trace.TraceEnding;
import vmft.trace.TraceException;
import vmft.trace.TraceReader;

/** Opens trace files; the errors are for the user. */
final class TraceFiles {
  private TraceFiles() {}

  /** Something that reads a trace. */
  @FunctionalInterface
  interface Use {
    int apply(TraceReader trace) throws IOException, InterruptedException;
  }

  /**
   * Opens the file, and says what is wrong with it. A file that was cut off is worth a note: it is
   * what a killed process leaves behind, and it can be used as far as it goes.
   *
   * @param err where the note goes
   */
  static int use(Path path, PrintWriter err, Use use) throws InterruptedException {
    try (TraceReader trace = TraceReader.open(path)) {
      if (trace.ending().kind() == TraceEnding.Kind.CUT_OFF) {
        err.println(
            "vmft: trace " + path + ": " + trace.ending() + "; the entries before it are good");
        err.flush();
      }
      return use.apply(trace);
    } catch (TraceException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.USAGE, "trace " + path + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
