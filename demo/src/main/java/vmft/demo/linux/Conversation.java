package vmft.demo.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import vmft.demo.cluster.PartFailedException;

/**
 * Increments the counter of a server again and again, and looks at its clock, over one TCP
 * connection that is opened once. It has a thread of its own; when the connection breaks, it says
 * so and that is the end of it.
 */
public final class Conversation implements AutoCloseable {
  /** Far beyond any takeover: an answer that takes so long is no answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** So many increments travel together at most, so that a fault hits several at once. */
  private static final int MAX_TOGETHER = 8;

  private static final long CLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A client that asks on without a rest leaves no time on a small host to those it asks. */
  private static final Duration REST = Duration.ofMillis(1);

  private final CountingServer server;
  private final Optional<ServerFacts> before;
  private final long counterBefore;
  private final long openedNanos;
  private final Random random;
  private final AnswerLog answers = new AnswerLog();
  private final List<ClockSample> clock = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this::talk, "conversation");
  private volatile boolean stopping;
  private volatile Outcome outcome;

  /**
   * What came of it.
   *
   * @param broken why the connection is of no more use; empty if it is well
   * @param after what the server said in the end; empty if it says nothing, or is broken
   * @param counter its last value, as the server has stored it; -1 if it is broken
   */
  public record Outcome(String broken, Optional<ServerFacts> after, long counter) {
    static Outcome broken(String why) {
      return new Outcome(why, Optional.empty(), -1);
    }
  }

  private Conversation(CountingServer server, long seed) throws IOException {
    this.server = server;
    this.random = new Random(seed);
    this.before = server.facts();
    this.counterBefore = server.increment(1).get(0);
    this.openedNanos = System.nanoTime();
    thread.setDaemon(true);
  }

  /**
   * Connects, and tries again until the server answers a first time; later nothing is tried again.
   *
   * @param seed of how many increments travel together
   * @throws PartFailedException if it does not answer within 30 s
   */
  public static Conversation open(LinuxGuest guest, InetSocketAddress address, long seed)
      throws InterruptedException {
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return open(guest.connect(address, PATIENCE), seed);
      } catch (IOException e) {
        if (System.nanoTime() > giveUpAt) {
          throw new PartFailedException(
              "server: expected an answer at %s within %d s, found: %s"
                  .formatted(address, PATIENCE.toSeconds(), reason(e)));
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static Conversation open(CountingServer server, long seed) throws IOException {
    try {
      return new Conversation(server, seed);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Begins to ask. */
  public void start() {
    thread.start();
  }

  private void talk() {
    try {
      long nextLookAtClock = System.nanoTime();
      while (!stopping) {
        if (System.nanoTime() >= nextLookAtClock) {
          lookAtClock();
          nextLookAtClock = System.nanoTime() + CLOCK_NANOS;
        }
        increment(1 + random.nextInt(MAX_TOGETHER));
        TimeUnit.NANOSECONDS.sleep(REST.toNanos());
      }
      long counter = server.counter();
      outcome = new Outcome("", server.facts(), counter);
    } catch (IOException e) {
      outcome = Outcome.broken(reason(e));
    } catch (InterruptedException e) {
      outcome = Outcome.broken("interrupted");
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void increment(int times) throws IOException {
    long asked = System.nanoTime();
    List<Long> values = server.increment(times);
    long answered = System.nanoTime();
    long first = values.get(0);
    int together = 0;
    for (long value : values) {
      if (value != first + together) { // a hole or a repeat: kept for the check to find
        answers.add(new Answer(asked, answered, first, together));
        first = value;
        together = 0;
      }
      together++;
    }
    answers.add(new Answer(asked, answered, first, together));
  }

  private void lookAtClock() throws IOException {
    long asked = System.nanoTime();
    OptionalLong micros = server.timeMicros();
    if (micros.isPresent()) {
      clock.add(new ClockSample(asked, System.nanoTime(), micros.getAsLong()));
    }
  }

  /**
   * Lets it finish what it has asked.
   *
   * @return what came of it
   */
  public Outcome stop() throws InterruptedException {
    stopping = true;
    thread.join(PATIENCE.plusSeconds(5).toMillis());
    return outcome == null ? Outcome.broken("it does not end") : outcome;
  }

  /** Whether the connection is still of use, as far as is known. */
  public boolean isWell() {
    Outcome known = outcome;
    return known == null || known.broken().isEmpty();
  }

  public AnswerLog answers() {
    return answers;
  }

  /** The guest's clock, as it was told on this connection. */
  public List<ClockSample> clock() {
    synchronized (clock) {
      return List.copyOf(clock);
    }
  }

  /** What the server said in the beginning. */
  public Optional<ServerFacts> before() {
    return before;
  }

  /** The counter before the first of {@link #answers}. */
  public long counterBefore() {
    return counterBefore;
  }

  /** When the first answer on this connection was here, on the monotonic clock. */
  public long openedNanos() {
    return openedNanos;
  }

  public int localPort() {
    return server.localPort();
  }

  @Override
  public void close() {
    stopping = true;
    server.close();
  }
}
