package vmft.demo.cluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Starts parts and ends them all, the last one first. Once closed it starts no more, so that
 * nothing slips through when the process is interrupted. Thread-safe.
 */
public final class ProcessStarter implements AutoCloseable {
  private static final List<String> FOR_ANOTHER_PROGRAM = List.of("--json", "--stop-with-stdin");

  private final JvmCommand jvm;
  private final Deque<Part> started = new ArrayDeque<>();
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
    if (closed) {
      throw new PartFailedException(name + " is not started: everything is being stopped");
    }
    List<String> all = new ArrayList<>(arguments);
    all.addAll(FOR_ANOTHER_PROGRAM);
    Part part = Part.start(name, jvm.line(jvmOptions, all), folder.log(name), folder.events(name));
    started.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
