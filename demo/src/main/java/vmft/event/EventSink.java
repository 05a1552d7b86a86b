package vmft.event;

import java.io.PrintStream;

/** Where events go. Thread-safe. */
@FunctionalInterface
public interface EventSink {
  void accept(Event event);

  /** One line of JSON an event, for another program. */
  static EventSink json(PrintStream out) {
    return event -> {
      synchronized (out) {
        out.println(event.toJson());
        out.flush();
      }
    };
  }

  /** Lines for a person; status samples are left out. */
  static EventSink human(PrintStream out) {
    return event -> {
      if (!event.name().equals(Event.STATUS)) {
        synchronized (out) {
          out.println(event);
          out.flush();
        }
      }
    };
  }
}
