package vmft.bench;

import java.util.function.LongSupplier;

/**
 * CPU time of the thread of a child process that runs the guest, in nanoseconds. The thread is
 * looked up when it is first asked for: the guest runs by then.
 */
final class ThreadTime implements LongSupplier {
  private final String name;
  private volatile long process;
  private HartThread hart;

  /**
   * @param name part of the thread's name
   */
  ThreadTime(String name) {
    this.name = name;
  }

  /** Whose thread it is; to be told before the time is asked for. */
  void of(long pid) {
    process = pid;
  }

  @Override
  public long getAsLong() {
    if (hart == null) {
      hart =
          HartThread.find(process, name)
              .orElseThrow(() -> new BenchException("found no thread named " + name));
    }
    return hart.getAsLong();
  }
}
