package vmft.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Takes the time of a {@link Workload} from the lines of a console. One thread tells the lines,
 * another may wait for the lap.
 */
final class Stopwatch implements ChildProcess.Listener {
  private final Workload work;
  private final LongSupplier cpuNanos;
  private final CompletableFuture<Lap> lap = new CompletableFuture<>();
  private long wallAtStart;
  private long cpuAtStart;

  /**
   * @param cpuNanos CPU time of the thread that runs the guest, so far
   */
  Stopwatch(Workload work, LongSupplier cpuNanos) {
    this.work = work;
    this.cpuNanos = cpuNanos;
  }

  /** The console has shown a line, just now. */
  @Override
  public void line(String text) {
    if (text.startsWith(work.from())) {
      wallAtStart = System.nanoTime();
      cpuAtStart = cpuNanos.getAsLong();
    } else if (text.startsWith(work.to())) {
      lap.complete(new Lap(System.nanoTime() - wallAtStart, cpuNanos.getAsLong() - cpuAtStart));
    }
  }

  @Override
  public void end(String reason) {
    lap.completeExceptionally(new BenchException(work.image() + ": " + reason));
  }

  Lap await(Duration patience) throws InterruptedException {
    try {
      return lap.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new BenchException(
          "%s: expected the line '%s' within %d s, found none"
              .formatted(work.image(), work.to(), patience.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new BenchException(e.getCause().getMessage(), e);
    }
  }
}
