package vmft.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Takes the times of all phases of a Linux guest from the lines of its console, by the host's clock
 * when a line arrives. One thread tells the lines, another may wait for the laps.
 */
final class PhaseClock implements ChildProcess.Listener {
  private enum Meter {
    WALL,
    CPU,
    LOG
  }

  private final Map<Meter, LongSupplier> meters = new EnumMap<>(Meter.class);
  private final Map<Phase, Map<Meter, Long>> begun = new HashMap<>();
  private final Map<Phase, PhaseLap> laps = new HashMap<>();
  private final CompletableFuture<Map<Phase, PhaseLap>> result = new CompletableFuture<>();
  private String lastLine = "nothing";

  /**
   * @param cpuNanos CPU time of the thread that runs the guest, so far
   * @param logBytes of the guest, so far
   */
  PhaseClock(LongSupplier cpuNanos, LongSupplier logBytes) {
    meters.put(Meter.WALL, System::nanoTime);
    meters.put(Meter.CPU, cpuNanos);
    meters.put(Meter.LOG, logBytes);
  }

  @Override
  public void line(String text) {
    if (text.isBlank()) {
      return;
    }
    lastLine = text;
    for (Phase phase : Phase.ALL) {
      if (text.startsWith(phase.from()) && !begun.containsKey(phase)) {
        begun.put(phase, read());
      } else if (text.startsWith(phase.to()) && begun.containsKey(phase)) {
        laps.put(phase, lap(begun.get(phase), read()));
      }
    }
    if (text.startsWith(Phase.END)) {
      finish();
    }
  }

  private Map<Meter, Long> read() {
    Map<Meter, Long> readings = new EnumMap<>(Meter.class);
    meters.forEach((meter, source) -> readings.put(meter, source.getAsLong()));
    return readings;
  }

  private static PhaseLap lap(Map<Meter, Long> from, Map<Meter, Long> to) {
    return new PhaseLap(
        new Lap(to.get(Meter.WALL) - from.get(Meter.WALL), to.get(Meter.CPU) - from.get(Meter.CPU)),
        to.get(Meter.LOG) - from.get(Meter.LOG));
  }

  private void finish() {
    if (laps.size() == Phase.ALL.size()) {
      result.complete(Map.copyOf(laps));
    } else {
      end("it has ended");
    }
  }

  @Override
  public void end(String reason) {
    result.completeExceptionally(
        new BenchException(
            "expected the lines of %d phases, found %d, then %s; the last line was: %s"
                .formatted(Phase.ALL.size(), laps.size(), reason, lastLine)));
  }

  Map<Phase, PhaseLap> await(Duration patience) throws InterruptedException {
    try {
      return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new BenchException(
          "expected the line '%s' within %d s, found none"
              .formatted(Phase.END, patience.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new BenchException(e.getCause().getMessage(), e);
    }
  }
}
