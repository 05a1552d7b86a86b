package vmft.demo.cluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import vmft.channel.HostAndPort;

/**
 * Starts parts and ends them all, the last one first. Once closed it starts no more, so that
 * nothing slips through when the process is interrupted. Thread-safe.
 */
public final class ProcessStarter implements AutoCloseable {
  private static final List<String> FOR_ANOTHER_PROGRAM = List.of("--json", "--stop-with-stdin");

  private static final String CONSOLE = "console";

  /** What it does is small; C1 alone makes it quick to start and leaves the cores to others. */
  static final List<String> SMALL_JVM = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");

  private final JvmCommand jvm;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private boolean closed;

  public ProcessStarter(JvmCommand jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts a part.
   *
   * @param jvmOptions in addition to those of every JVM
   * @param arguments of vmft
   * @param folder for its log and its events
   */
  public synchronized Part start(
      String name, List<String> jvmOptions, List<String> arguments, RunFolder folder)
      throws IOException {
    requireOpen(name);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(FOR_ANOTHER_PROGRAM);
    Part part = Part.start(name, jvm.line(jvmOptions, all), folder.log(name), folder.events(name));
    stops.push(part::close);
    return part;
  }

  /**
   * Starts a terminal at a machine's console, as {@code vmft console} is one.
   *
   * @param consoles of both sides
   * @param folder for its log
   */
  public synchronized ConsoleSession startConsole(List<HostAndPort> consoles, RunFolder folder)
      throws IOException {
    requireOpen(CONSOLE);
    String where = consoles.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    List<String> line = jvm.line(SMALL_JVM, List.of(CONSOLE, where, "--linger", "1"));
    ConsoleSession session = ConsoleSession.start(line, folder.log(CONSOLE));
    stops.push(session::close);
    return session;
  }

  private void requireOpen(String name) {
    if (closed) {
      throw new PartFailedException(name + " is not started: everything is being stopped");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!stops.isEmpty()) {
      stops.pop().run();
    }
  }
}
