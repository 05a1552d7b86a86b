package vmft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vmft.image.GuestFiles;
import vmft.inspect.Narrowing;
import vmft.inspect.OfflineReplay;
import vmft.inspect.Pace;
import vmft.inspect.ReplayResult;
import vmft.inspect.ReplayRun;
import vmft.trace.TraceReader;

/** Why a replay differs from its recording, as far as can be found out. */
final class Explanation {
  private final Path trace;
  private final TraceReader reader;
  private final ReplayRun run;
  private final TracedMachine machine;

  /**
   * @param run the replay that differs
   */
  Explanation(Path trace, TraceReader reader, ReplayRun run) {
    this.trace = trace;
    this.reader = reader;
    this.run = run;
    this.machine = TracedMachine.of(trace, reader.header(), GuestFiles.NONE);
  }

  /** Narrows the difference down to a block, which takes some replays, and shows it. */
  void print(PrintWriter out) throws IOException {
    Narrowing narrowing = new Narrowing(() -> replay(Pace.STEADY), () -> replay(run.pace()));
    ReplayResult result = run.result();
    lines(narrowing.search(result.lastFullyAgreedCount(), result.count())).forEach(out::println);
    out.flush();
  }

  private OfflineReplay replay(Pace pace) {
    return new OfflineReplay(machine.start(), reader, (expected, ours) -> {}, output -> {}, pace);
  }

  private static List<String> lines(Optional<Narrowing.Found> search) {
    if (search.isEmpty()) {
      return List.of(
          "two more replays agree with each other: an entry of the log is wrong or missing");
    }
    Narrowing.Found found = search.get();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "two replays are equal at count %d and differ at count %d:",
            found.lastEqual(), found.firstDifferent()));
    lines.addAll(found.difference().lines());
    return lines;
  }

  /** The line with which the command ends. */
  CommandException toException() {
    ReplayResult result = run.result();
    return new CommandException(
        ExitStatus.DIVERGED,
        String.format(
            "replay %d: %s; see 'vmft trace dump %s --from %d --to %d'",
            run.number(),
            result.same() ? "ended in another state than the first" : result.difference(),
            trace,
            result.lastFullyAgreedCount(),
            result.count()));
  }
}
