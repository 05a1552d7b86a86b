package vmft.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The operations on one key as a sequence of beginnings and ends. Where times are equal a beginning
 * comes first: the two operations count as concurrent, in favour of the store.
 */
final class KeyTimeline {
  private final List<Operation> operations;
  private final List<Event> events = new ArrayList<>();

  /**
   * The beginning or the certain end of an operation.
   *
   * @param operation index of it
   */
  record Event(long nanos, boolean end, int operation) {}

  KeyTimeline(List<Operation> unordered) {
    operations = new ArrayList<>(unordered);
    operations.sort(Comparator.comparingLong(Operation::invokedNanos));
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      events.add(new Event(operation.invokedNanos(), false, i));
      if (KeyModel.isCertain(operation)) {
        events.add(new Event(operation.endNanos(), true, i));
      }
    }
    events.sort(Comparator.comparingLong(Event::nanos).thenComparing(Event::end));
  }

  /** In order of invocation. */
  List<Operation> operations() {
    return operations;
  }

  Operation operation(int index) {
    return operations.get(index);
  }

  int length() {
    return events.size();
  }

  Event event(int position) {
    return events.get(position);
  }
}
