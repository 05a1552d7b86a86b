package vmft.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A terminal at a machine's console, in a process of its own, which lives as long as the machine
 * does: a takeover is none of its user's business. Thread-safe.
 */
public final class ConsoleSession implements AutoCloseable {
  /** Whoever wants more has the console's file. */
  private static final int MAX_LINES = 20_000;

  /** Colours and cursor movements, which are for a terminal. */
  private static final Pattern CONTROL =
      Pattern.compile("\033\\[[0-9;?]*[A-Za-z]|[\\p{Cntrl}&&[^\t]]");

  /**
   * A line that the guest wrote.
   *
   * @param number of lines before it
   * @param nanos when it was whole, on the monotonic clock of this process
   * @param text without control characters
   */
  public record Line(long number, long nanos, String text) {}

  private final Process process;
  private final Deque<Line> lines = new ArrayDeque<>();
  private long count;
  private boolean ended;

  private ConsoleSession(Process process) {
    this.process = process;
  }

  static ConsoleSession start(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    ConsoleSession session = new ConsoleSession(builder.start());
    Thread reader = new Thread(session::readLines, "console-lines");
    reader.setDaemon(true);
    reader.start();
    return session;
  }

  private void readLines() {
    try (BufferedReader in = process.inputReader(UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(CONTROL.matcher(line).replaceAll(""));
      }
    } catch (IOException e) {
      // it was killed
    } finally {
      end();
    }
  }

  private synchronized void add(String text) {
    lines.add(new Line(count++, System.nanoTime(), text));
    if (lines.size() > MAX_LINES) {
      lines.remove();
    }
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** How many lines there have been. */
  public synchronized long count() {
    return count;
  }

  /** Those with this number or a higher one, oldest first, as far as they are still kept. */
  public synchronized List<Line> since(long number) {
    return new ArrayList<>(lines.stream().filter(line -> line.number() >= number).toList());
  }

  /** The last whole line, empty at first. */
  public synchronized String last() {
    return lines.isEmpty() ? "" : lines.getLast().text();
  }

  /**
   * Waits for a line.
   *
   * @param from number of the first line that counts
   * @return empty if the deadline passed or the session ended without it
   */
  public synchronized Optional<Line> await(long from, Predicate<String> wanted, Duration deadline)
      throws InterruptedException {
    long giveUpAt = System.nanoTime() + deadline.toNanos();
    long next = from;
    while (true) {
      for (Line line : since(next)) {
        if (wanted.test(line.text())) {
          return Optional.of(line);
        }
      }
      next = count;
      long left = giveUpAt - System.nanoTime();
      if (ended || left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /**
   * Types a line, with Enter.
   *
   * @throws IOException if the session has ended
   */
  public void type(String line) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write((line + "\n").getBytes(UTF_8));
    keyboard.flush();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it; the machine does not notice. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
