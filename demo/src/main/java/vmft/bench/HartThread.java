package vmft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * CPU time of the thread of another process that runs its guest, as Linux tells it in {@code
 * /proc}.
 *
 * @param folder of the thread
 */
record HartThread(Path folder) implements LongSupplier {
  /** Places in /proc/PID/stat, counted from the field behind the name. */
  private static final int UTIME = 11;

  private static final int STIME = 12;
  private static final long NANOS_PER_TICK = 10_000_000;

  /**
   * @param name part of the thread's name
   */
  static Optional<HartThread> find(long process, String name) {
    Path threads = Path.of("/proc", Long.toString(process), "task");
    try (Stream<Path> all = Files.list(threads)) {
      return all.filter(thread -> read(thread.resolve("comm")).contains(name))
          .findFirst()
          .map(HartThread::new);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Nanoseconds on a CPU so far. */
  @Override
  public long getAsLong() {
    String exact = read(folder.resolve("schedstat"));
    return exact.isEmpty() ? coarse() : Long.parseLong(exact.split(" ", 2)[0]);
  }

  /** For kernels that do not account by the nanosecond: user and system time in ticks. */
  private long coarse() {
    String stat = read(folder.resolve("stat"));
    if (stat.isEmpty()) {
      throw new BenchException("the thread that runs the guest has ended too early");
    }
    String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(behindName[UTIME]) + Long.parseLong(behindName[STIME])) * NANOS_PER_TICK;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
