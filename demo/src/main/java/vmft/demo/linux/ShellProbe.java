package vmft.demo.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vmft.demo.cluster.ConsoleSession;
import vmft.demo.cluster.PartFailedException;

/**
 * Gives the shell at the console something to remember, and asks it every second who it is and what
 * it remembers. Thread-safe.
 */
public final class ShellProbe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ConsoleSession console;
  private final String kept;
  private final long firstLine;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "shell");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param kept what the shell is to remember: letters and digits
   */
  public ShellProbe(ConsoleSession console, String kept) {
    this.console = console;
    this.kept = kept;
    this.firstLine = console.count();
  }

  /**
   * Begins; returns when the shell has answered once.
   *
   * @throws PartFailedException if it does not
   */
  public void start() throws IOException, InterruptedException {
    console.type(ShellSample.definition(kept));
    if (askNow().isEmpty()) {
      throw new PartFailedException(
          "console: expected the shell to answer within %d s, found: %s"
              .formatted(PATIENCE.toSeconds(), console.last()));
    }
    var unused = clock.scheduleAtFixedRate(this::ask, 1, 1, TimeUnit.SECONDS);
  }

  private void ask() {
    try {
      console.type(ShellSample.QUESTION);
    } catch (IOException e) {
      clock.shutdown(); // the session has ended, which the missing answers will show
    }
  }

  /**
   * Asks and waits for the answer.
   *
   * @return empty if there is none within 20 s, or the session has ended
   */
  public Optional<ShellSample> askNow() throws InterruptedException {
    long from = console.count();
    ask();
    return console
        .await(from, text -> ShellSample.parse(text, 0).isPresent(), PATIENCE)
        .flatMap(ShellProbe::parse);
  }

  /** All answers so far, oldest first. */
  public List<ShellSample> samples() {
    return console.since(firstLine).stream()
        .map(ShellProbe::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The latest answer. */
  public Optional<ShellSample> latest() {
    Stream<ShellSample> samples = samples().stream();
    return samples.reduce((earlier, later) -> later);
  }

  private static Optional<ShellSample> parse(ConsoleSession.Line line) {
    return ShellSample.parse(line.text(), line.nanos());
  }

  /** What the shell was told to remember. */
  public String kept() {
    return kept;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
