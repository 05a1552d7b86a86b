package vmft.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Replays a recording several times, each time in a fresh process and at a pace of its own: the
 * first goes straight on and has the host for itself, the others stop and pause at random, two at a
 * time.
 */
public final class ReplayRuns {
  private static final int AT_A_TIME = 2;

  private final Path trace;
  private final long seed;

  public ReplayRuns(Path trace, long seed) {
    this.trace = trace;
    this.seed = seed;
  }

  /**
   * Runs them all.
   *
   * @throws IOException if one of them gave no result
   */
  public List<ReplayRun> run(int count) throws IOException, InterruptedException {
    List<ReplayRun> done = new ArrayList<>(together(1, 1));
    while (done.size() < count) {
      int first = done.size() + 1;
      done.addAll(together(first, Math.min(count, first + AT_A_TIME - 1)));
    }
    return done;
  }

  private List<ReplayRun> together(int first, int last) throws IOException, InterruptedException {
    List<ReplayProcess> processes = new ArrayList<>();
    try {
      for (int number = first; number <= last; number++) {
        processes.add(ReplayProcess.start(trace, shakeSeed(number)));
      }
      List<ReplayRun> runs = new ArrayList<>();
      for (int number = first; number <= last; number++) {
        ReplayResult result = processes.get(number - first).await();
        runs.add(new ReplayRun(number, shakeSeed(number), first == last, result));
      }
      return runs;
    } finally {
      processes.forEach(ReplayProcess::close);
    }
  }

  private OptionalLong shakeSeed(int number) {
    return number == 1 ? OptionalLong.empty() : OptionalLong.of(seed + number);
  }
}
