package vmft.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happened, in order: the last events for whoever looks into a failure, and a hash over all of
 * them, by which two runs of the same seed are compared.
 */
final class Chronicle {
  private static final int KEPT = 30;

  private record Event(long at, String what, Object detail) {
    @Override
    public String toString() {
      return String.format("%12.6f s  %s %s", at / 1e9, what, detail);
    }
  }

  private final EventQueue time;
  private final Consumer<String> listener;
  private final Deque<Event> last = new ArrayDeque<>(KEPT + 1);
  private long hash;
  private long count;

  /**
   * @param listener told of every event as text; null for nobody
   */
  Chronicle(EventQueue time, Consumer<String> listener) {
    this.time = time;
    this.listener = listener;
  }

  /**
   * Notes an event.
   *
   * @param mark a number that tells the event from others of its kind
   * @param detail its text is made only when somebody wants to read it
   */
  void note(String what, long mark, Object detail) {
    hash = SimRandom.mix(hash ^ SimRandom.mix(time.now() + what.hashCode()) ^ mark);
    count++;
    Event event = new Event(time.now(), what, detail);
    if (listener != null) {
      listener.accept(event.toString());
    }
    last.addLast(event);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  void note(String what, long mark) {
    note(what, mark, mark);
  }

  /** Equal for two runs in which the same happened at the same times. */
  long hash() {
    return hash;
  }

  long count() {
    return count;
  }

  List<String> lastEvents() {
    return last.stream().map(Event::toString).toList();
  }
}
