package vmft.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.event.Event;
import vmft.replica.ReplicaStatus;

/** One line that says how things stand. Confined to one thread. */
public final class LiveDisplay {
  private final Pair pair;
  private final String unit;
  private final LongSupplier answers;
  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos;
  private long lastAnswers;
  private long lastBits;
  private long lastSampleMicros;

  /**
   * @param unit of the rate
   * @param answers that clients have had so far
   */
  public LiveDisplay(Pair pair, String unit, LongSupplier answers) {
    this.pair = pair;
    this.unit = unit;
    this.answers = answers;
    pair.primary().events().lastSample().ifPresent(this::remember);
  }

  /** The line for now; rates are since the last one. */
  public String next() {
    long now = System.nanoTime();
    long answered = answers.getAsLong();
    double perSecond = (answered - lastAnswers) * 1e9 / Math.max(1, now - lastNanos);
    lastNanos = now;
    lastAnswers = answered;
    return String.format(
        Locale.ROOT,
        "%5.1f s  primary %s | backup %s | %4.0f %s%s",
        (now - startNanos) / 1e9,
        state(pair.primary()),
        state(pair.backup()),
        perSecond,
        unit,
        protection());
  }

  private static String state(Part part) {
    if (part.isFrozen()) {
      return "frozen";
    }
    if (!part.isAlive()) {
      return part.exitCode().orElse(0) > 128 ? "killed" : "halted";
    }
    return part.events().status().map(LiveDisplay::describe).orElse("starting");
  }

  private static String describe(ReplicaStatus status) {
    String count = String.format(Locale.ROOT, "%.1fM instructions", status.count() / 1e6);
    return status.state() + " " + count;
  }

  /** What there is to say only while both sides stand. */
  private String protection() {
    Optional<Event> sample = pair.primary().events().lastSample();
    if (sample.isEmpty() || !sample.get().status().isProtected() || !running(pair.primary())) {
      return "";
    }
    ReplicaStatus status = sample.get().status();
    return String.format(
        Locale.ROOT,
        " | lag %.0f ms | log %.0f kbit/s | %d outputs held",
        status.lagNanos() / 1e6,
        logKilobitsPerSecond(sample.get()),
        status.heldOutputs());
  }

  private static boolean running(Part part) {
    return part.isAlive() && !part.isFrozen();
  }

  private double logKilobitsPerSecond(Event sample) {
    long bits = sample.status().logBytes() * 8;
    long millis = Math.max(1, (sample.atMicros() - lastSampleMicros) / 1_000);
    double rate = (double) (bits - lastBits) / millis;
    remember(sample);
    return rate;
  }

  private void remember(Event sample) {
    lastBits = sample.status().logBytes() * 8;
    lastSampleMicros = sample.atMicros();
  }
}
