package vmft.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import vmft.engine.unicorn.Hooks;
import vmft.image.GuestImage;

/** The engine alone, on a thread of this process. */
record EngineSubject(String name, Hooks hooks, Images images) implements Subject {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public Lap run(Workload work) throws InterruptedException {
    return new Run(work).await();
  }

  /** A guest under way. */
  final class Run {
    private final Stopwatch stopwatch;
    private final Thread hart;

    Run(Workload work) {
      GuestImage image = images.load(work.image());
      stopwatch = new Stopwatch(work, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
      hart = new Thread(() -> runOn(image), "hart");
      hart.setDaemon(true);
      hart.start();
    }

    private void runOn(GuestImage image) {
      try (BareHart guest = new BareHart(image, hooks, (line, count) -> stopwatch.line(line))) {
        guest.run();
        stopwatch.end("the guest has switched off");
      } catch (RuntimeException e) {
        stopwatch.end(e.getMessage());
      }
    }

    /** Waits until the guest has switched off. */
    Lap await() throws InterruptedException {
      Lap lap = stopwatch.await(PATIENCE);
      hart.join();
      return lap;
    }
  }
}
