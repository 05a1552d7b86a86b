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
    return Long.parseLong(read(folder.resolve("schedstat")).split(" ", 2)[0]);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
