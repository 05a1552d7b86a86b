package vmft.demo.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import vmft.event.Event;
import vmft.replica.Milestone;
import vmft.replica.ReplicaStatus;

/** What a part has told so far, and waiting for more. Thread-safe. */
public final class EventLog {
  /** Without the status samples, of which the last one is all that counts. */
  private final List<Event> events = new ArrayList<>();

  private Event lastStatus;
  private boolean ended;

  synchronized void add(Event event) {
    if (event.name().equals(Event.STATUS)) {
      lastStatus = event;
    } else {
      events.add(event);
    }
    notifyAll();
  }

  /** Nothing more will come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** All but the status samples, oldest first. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  public Optional<Event> first(Milestone.Kind kind) {
    return first(named(kind.name()));
  }

  private synchronized Optional<Event> first(Predicate<Event> wanted) {
    return events.stream().filter(wanted).findFirst();
  }

  /** Empty for a part that is no replica, and before the first sample. */
  public synchronized Optional<ReplicaStatus> status() {
    return Optional.ofNullable(lastStatus).map(Event::status);
  }

  /** The event that bears {@link #status}. */
  public synchronized Optional<Event> lastSample() {
    return Optional.ofNullable(lastStatus);
  }

  public Optional<Event> await(Milestone.Kind kind, Duration deadline) throws InterruptedException {
    return await(named(kind.name()), deadline);
  }

  Optional<Event> awaitReady(Duration deadline) throws InterruptedException {
    return await(named(Event.READY), deadline);
  }

  /**
   * Waits for an event, which may be there already.
   *
   * @return empty if the deadline passed or the part ended without it
   */
  public synchronized Optional<Event> await(Predicate<Event> wanted, Duration deadline)
      throws InterruptedException {
    long giveUpAt = System.nanoTime() + deadline.toNanos();
    Optional<Event> found = first(wanted);
    while (found.isEmpty() && !ended && System.nanoTime() < giveUpAt) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, giveUpAt - System.nanoTime()));
      found = first(wanted);
    }
    return found;
  }

  private static Predicate<Event> named(String name) {
    return event -> event.name().equals(name);
  }
}
