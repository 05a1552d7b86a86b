package vmft.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends with this one: its standard input is a pipe from here. What it says on
 * standard output is told line by line, at once; what it says on standard error goes to a file.
 */
final class ChildProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;

  /** Told on a thread of its own. */
  interface Listener {
    void line(String text);

    /** There will be no more lines. */
    void end(String reason);
  }

  ChildProcess(List<String> command, Path errors, Listener listener) {
    try {
      process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new BenchException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
    Thread reader = new Thread(() -> read(listener), "console");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Listener listener) {
    String reason = "the process has ended";
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        listener.line(line.stripTrailing());
      }
    } catch (IOException e) {
      // it was closed under our hands, which is the end as well
    } catch (BenchException e) {
      reason = e.getMessage();
    } finally {
      listener.end(reason);
    }
  }

  long id() {
    return process.pid();
  }

  /** Waits until it has ended by itself; false if it has not in time. */
  boolean awaitEnd() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      process.getOutputStream().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
