package vmft.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.LongSupplier;
import vmft.engine.Answers;
import vmft.replay.GuestClock;

/** Answers clock and seed reads: live, writing them down; or from the log, in order. */
final class ToyAnswers {

  private record Answer(Answers.Kind kind, long count, long value) {}

  /** The log has no such answer at this place. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }
  }

  private final int capacity;
  private final LongSupplier hostNanos;
  private final SimRandom seeds;
  private final Queue<Answer> given = new ArrayDeque<>();
  private final Deque<Answer> fromLog = new ArrayDeque<>();
  private GuestClock clock;
  private long lastTicks;

  /**
   * @param capacity of the queue of answers from the log, as small as one likes above 1
   * @param hostNanos the host's monotonic clock while the guest runs
   */
  ToyAnswers(int capacity, LongSupplier hostNanos, SimRandom seeds) {
    this.capacity = capacity;
    this.hostNanos = hostNanos;
    this.seeds = seeds;
  }

  void live(GuestClock guestClock) {
    clock = guestClock;
  }

  void fromLog() {
    clock = null;
  }

  long answer(Answers.Kind kind, long count) throws Missing {
    long value = clock == null ? take(kind, count) : give(kind, count);
    if (kind == Answers.Kind.CLOCK) {
      lastTicks = value;
    }
    return value;
  }

  private long give(Answers.Kind kind, long count) {
    long value =
        switch (kind) {
          case CLOCK -> Math.max(lastTicks, clock.ticksAt(hostNanos.getAsLong()));
          case SEED -> seeds.below(1 << 16);
        };
    given.add(new Answer(kind, count, value));
    return value;
  }

  private long take(Answers.Kind kind, long count) throws Missing {
    Answer next = fromLog.peekFirst();
    if (next == null || next.kind() != kind || next.count() != count) {
      throw new Missing(String.format("guest asks for %s at %d, log has %s", kind, count, next));
    }
    return fromLog.removeFirst().value();
  }

  boolean needDraining() {
    return given.size() >= capacity;
  }

  void drain(Answers consumer) {
    for (Answer answer = given.poll(); answer != null; answer = given.poll()) {
      consumer.answered(answer.kind(), answer.count(), answer.value());
    }
  }

  boolean offer(Answers.Kind kind, long count, long value) {
    return fromLog.size() < capacity && fromLog.add(new Answer(kind, count, value));
  }

  int queued() {
    return fromLog.size();
  }
}
