package vmft.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.demo.cluster.PartFailedException;
import vmft.event.Event;
import vmft.replica.Milestone;

/**
 * A fault and what came of it: who was left, and what each side told on the way. Times are wall
 * clock, in microseconds since 1970.
 */
public final class Incident {
  /** A claim that nobody answers is repeated; a loaded host is slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What a client had of the machine. */
  @FunctionalInterface
  public interface Answers {
    /**
     * The first answer at this moment or later, both in monotonic nanoseconds of this process;
     * empty if there was none.
     */
    OptionalLong firstAfter(long nanos);
  }

  private final Fault fault;
  private final WallClock clock;
  private final long atMicros;
  private final Part survivor;
  private final Part loser;
  private long thawedAtMicros;

  private Incident(Fault fault, WallClock clock, long atMicros, Part survivor, Part loser) {
    this.fault = fault;
    this.clock = clock;
    this.atMicros = atMicros;
    this.survivor = survivor;
    this.loser = loser;
  }

  /**
   * Makes a fault happen and waits until one side is live alone.
   *
   * @throws PartFailedException if none is within 20 s
   */
  static Incident cause(Fault fault, Pair pair, WallClock clock)
      throws IOException, InterruptedException {
    long at = clock.micros(System.nanoTime());
    fault.strike(pair);
    Part survivor = awaitSurvivor(pair);
    Part loser = survivor == pair.primary() ? pair.backup() : pair.primary();
    return new Incident(fault, clock, at, survivor, loser);
  }

  private static Part awaitSurvivor(Pair pair) throws InterruptedException {
    Part primary = pair.primary();
    Part backup = pair.backup();
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    Duration look = Duration.ofMillis(5);
    while (System.nanoTime() < giveUpAt) {
      if (backup.events().await(Milestone.Kind.LIVE, look).isPresent()) {
        return backup;
      }
      if (primary.events().await(Milestone.Kind.LIVE, look).isPresent()) {
        return primary;
      }
    }
    throw new PartFailedException(
        "expected one side to go live within %d s, found: primary: %s; backup: %s"
            .formatted(PATIENCE.toSeconds(), lastNews(primary), lastNews(backup)));
  }

  private static String lastNews(Part part) {
    return part.events().events().stream()
        .reduce((earlier, later) -> later)
        .map(Event::detail)
        .orElse("no news");
  }

  /** Thaws a frozen loser. */
  void thaw() throws IOException, InterruptedException {
    thawedAtMicros = clock.micros(System.nanoTime());
    loser.thaw();
  }

  /** Waits for a loser that lives to halt itself. */
  void awaitLoserHalted() throws InterruptedException {
    if (fault.loserLives() && loser.awaitExit(PATIENCE).isEmpty()) {
      throw new PartFailedException(
          "%s: expected it to halt within %d s, it goes on: %s"
              .formatted(loser.name(), PATIENCE.toSeconds(), lastNews(loser)));
    }
  }

  public Fault fault() {
    return fault;
  }

  public Part survivor() {
    return survivor;
  }

  public Part loser() {
    return loser;
  }

  public long atMicros() {
    return atMicros;
  }

  /** 0 if nothing was frozen. */
  public long thawedAtMicros() {
    return thawedAtMicros;
  }

  /** When the fault struck, on the clock of the clients' history. */
  public long atNanos() {
    return clock.monotonicNanos(atMicros);
  }

  public long liveAtMicros() {
    return survivor.events().first(Milestone.Kind.LIVE).orElseThrow().atMicros();
  }

  /** When the survivor went live, on the clock of the clients' history. */
  public long liveAtNanos() {
    return clock.monotonicNanos(liveAtMicros());
  }

  /** Whether the backup is the one that is left. */
  public boolean tookOver() {
    return survivor.name().equals("backup");
  }

  /**
   * The first answer that a client had of the survivor, in microseconds since 1970; empty if there
   * was none. An answer that came after the fault but before this was still of both sides.
   */
  public OptionalLong firstAnswerMicros(Answers answers) {
    OptionalLong nanos = answers.firstAfter(clock.monotonicNanos(liveAtMicros()));
    return nanos.isPresent() ? OptionalLong.of(clock.micros(nanos.getAsLong())) : nanos;
  }

  /** Why the loser halted, in its own words; empty if it was killed. */
  public Optional<Event> halt() {
    return loser.events().first(Milestone.Kind.HALTED);
  }
}
