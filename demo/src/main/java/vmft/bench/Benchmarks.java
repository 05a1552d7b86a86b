package vmft.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Carries out the benchmarks that were asked for. */
public final class Benchmarks {
  private final Images images;
  private final Effort effort;
  private final Consumer<String> progress;
  private final Optional<LinuxWorkload> linux;

  /** What there is to measure. */
  public enum Topic {
    /** Pure computing. */
    SPIN,
    /** Loads and stores. */
    MEMORY,
    /** The channel of an idle guest. */
    IDLE,
    /** What the output rule adds to an answer. */
    LATENCY,
    /** A whole Linux; needs a guest that is built apart. */
    LINUX;

    /** What needs nothing but the guests that come with vmft. */
    public static final Set<Topic> COMMON = Set.of(SPIN, MEMORY, IDLE, LATENCY);
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
   * @param linux for {@link Topic#LINUX}
   */
  public Benchmarks(
      Images images, Effort effort, Consumer<String> progress, Optional<LinuxWorkload> linux) {
    this.images = images;
    this.effort = effort;
    this.progress = progress;
    this.linux = linux;
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
        measure(topic, bench).forEach(results);
      }
    }
  }

  private List<Section> measure(Topic topic, Workbench bench)
      throws IOException, InterruptedException {
    return switch (topic) {
      case SPIN -> List.of(speed(bench, Workload.spin(effort.shortGuests())));
      case MEMORY -> List.of(speed(bench, Workload.memory(effort.shortGuests())));
      case IDLE -> List.of(new IdleBenchmark(bench, progress).measure(effort.idle()));
      case LATENCY -> List.of(new LatencyBenchmark(bench, progress).measure(effort.echoes()));
      case LINUX -> linux(bench);
    };
  }

  private List<Section> linux(Workbench bench) throws InterruptedException {
    LinuxWorkload workload =
        linux.orElseThrow(() -> new BenchException("expected a Linux guest, found none"));
    return new LinuxBenchmark(bench, workload, progress)
        .measure(effort.repetitions(), !effort.shortGuests());
  }

  private Section speed(Workbench bench, Workload work) throws InterruptedException {
    return new SpeedBenchmark(bench, progress).measure(work, effort.repetitions());
  }
}
