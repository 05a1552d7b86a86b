package vmft.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * All that clients asked of one machine and were answered. The times of all operations are of one
 * monotonic clock, in nanoseconds from any origin. Thread-safe.
 */
public final class History {
  private final List<Operation> operations = new ArrayList<>();

  public History() {}

  public History(Collection<Operation> operations) {
    this.operations.addAll(operations);
  }

  /** Adds an operation that is over: answered, or given up. */
  public synchronized void record(Operation operation) {
    operations.add(operation);
  }

  /** A copy, in the order of recording. */
  public synchronized List<Operation> operations() {
    return List.copyOf(operations);
  }

  public synchronized int size() {
    return operations.size();
  }
}
