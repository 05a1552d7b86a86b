package vmft.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Carries out the benchmarks that were asked for. */
public final class Benchmarks {
  private final Images images;
  private final Effort effort;
  private final Consumer<String> progress;

  /** What there is to measure. */
  public enum Topic {
    /** Pure computing. */
    SPIN,
    /** Loads and stores. */
    MEMORY,
    /** The channel of an idle guest. */
    IDLE,
    /** What the output rule adds to an answer. */
    LATENCY
  }

  /**
   * How long to measure.
   *
   * @param shortGuests run the short forms of the guests
   * @param repetitions of each run; the median counts
   * @param idle how long to watch an idle guest
   * @param echoes to time in each mode, after as many that do not count
   */
  public record Effort(boolean shortGuests, int repetitions, Duration idle, int echoes) {
    public static final Effort FULL = new Effort(false, 3, Duration.ofSeconds(10), 5000);
    public static final Effort QUICK = new Effort(true, 3, Duration.ofSeconds(3), 2000);

    public Effort withRepetitions(int number) {
      return new Effort(shortGuests, number, idle, echoes);
    }
  }

  /**
   * @param progress told, one line, what is being measured
   */
  public Benchmarks(Images images, Effort effort, Consumer<String> progress) {
    this.images = images;
    this.effort = effort;
    this.progress = progress;
  }

  /**
   * Measures, one topic after the other.
   *
   * @param results gets each section as soon as it is complete
   * @throws BenchException if that cannot be done
   */
  public void run(Set<Topic> topics, Consumer<Section> results)
      throws IOException, InterruptedException {
    try (Workbench bench = Workbench.setUp(images)) {
      for (Topic topic : topics) {
        results.accept(measure(topic, bench));
      }
    }
  }

  private Section measure(Topic topic, Workbench bench) throws IOException, InterruptedException {
    return switch (topic) {
      case SPIN -> speed(bench, Workload.spin(effort.shortGuests()));
      case MEMORY -> speed(bench, Workload.memory(effort.shortGuests()));
      case IDLE -> new IdleBenchmark(bench, progress).measure(effort.idle());
      case LATENCY -> new LatencyBenchmark(bench, progress).measure(effort.echoes());
    };
  }

  private Section speed(Workbench bench, Workload work) throws InterruptedException {
    return new SpeedBenchmark(bench, progress).measure(work, effort.repetitions());
  }
}
