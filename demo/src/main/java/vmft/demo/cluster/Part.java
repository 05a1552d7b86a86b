package vmft.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vmft.event.Event;

/**
 * One process of ours: it tells events on stdout and complains on stderr, which goes to a file. Its
 * stdin is a pipe from here, and it ends when that closes, so that nothing survives this process.
 * Thread-safe.
 */
public final class Part implements AutoCloseable {
  private final String name;
  private final Path log;
  private final Process process;
  private final EventLog events = new EventLog();
  private volatile boolean frozen;

  private Part(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param log its stderr is appended
   * @param eventFile its events are appended, as it told them
   */
  public static Part start(String name, List<String> command, Path log, Path eventFile)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Part part = new Part(name, log, builder.start());
    Thread reader = new Thread(() -> part.readEvents(eventFile), name + "-events");
    reader.setDaemon(true);
    reader.start();
    return part;
  }

  private void readEvents(Path eventFile) {
    try (BufferedReader lines = process.inputReader(UTF_8);
        Writer copy = Files.newBufferedWriter(eventFile, UTF_8, CREATE, APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Event.parse(line).ifPresent(events::add);
        copy.append(line).append('\n');
      }
    } catch (IOException e) {
      // it was killed: what it had to say has been said
    } finally {
      events.end();
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public EventLog events() {
    return events;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public boolean isFrozen() {
    return frozen;
  }

  /** Empty while it lives. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; empty if it lives on past the deadline
   */
  public OptionalInt awaitExit(Duration deadline) throws InterruptedException {
    boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  /**
   * Waits until it does its work.
   *
   * @return what it said of itself
   * @throws PartFailedException if it ended instead, or the deadline passed
   */
  public Event awaitReady(Duration deadline) throws InterruptedException {
    Optional<Event> ready = events.awaitReady(deadline);
    if (ready.isPresent()) {
      return ready.get();
    }
    if (process.isAlive() && !awaitExit(Duration.ofMillis(500)).isPresent()) {
      throw new PartFailedException(
          "%s: expected it to be ready within %d s, it is not; see %s"
              .formatted(name, deadline.toSeconds(), log));
    }
    throw new PartFailedException(
        "%s ended at once with exit code %d: %s"
            .formatted(name, process.exitValue(), lastWords().orElse("it gave no reason")));
  }

  /** The last line that it wrote to stderr. */
  public Optional<String> lastWords() {
    try (Stream<String> lines = Files.lines(log, UTF_8)) {
      return lines.filter(line -> !line.isBlank()).reduce((earlier, later) -> later);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGSTOP. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
    frozen = true;
  }

  /** SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
    frozen = false;
  }

  /** By the shell's own kill: the program of that name is not part of every base system. */
  private void signal(String signal) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid()).start();
    if (shell.waitFor() != 0) {
      throw new IOException("cannot send SIG" + signal + " to " + name + ", process " + pid());
    }
  }

  /** Ends it, in whatever state it is. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
