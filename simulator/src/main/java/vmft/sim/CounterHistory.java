package vmft.sim;

import java.util.ArrayList;
import java.util.List;
import vmft.sim.Wire.Operation;

/**
 * What clients saw of the counters, and whether it can have happened: each addition counted once,
 * in an order that agrees with real time. For counters that only grow by one this is exactly
 * linearizability, without a search.
 */
final class CounterHistory {
  private static final long NEVER = Long.MAX_VALUE;

  /** One request; unanswered until told otherwise. */
  static final class Call {
    private final Operation operation;
    private final int key;
    private final long invokedAt;
    private long answeredAt = NEVER;
    private long value;

    Call(Operation operation, int key, long invokedAt) {
      this.operation = operation;
      this.key = key;
      this.invokedAt = invokedAt;
    }

    void answered(long result, long at) {
      value = result;
      answeredAt = at;
    }

    private boolean isAddition() {
      return operation == Operation.ADD;
    }

    @Override
    public String toString() {
      return String.format(
          "%s key=%d value=%d invoked=%.6f answered=%.6f",
          operation, key, value, invokedAt / 1e9, answeredAt / 1e9);
    }
  }

  private final List<List<Call>> byKey = new ArrayList<>();
  private long answered;

  CounterHistory() {
    for (int key = 0; key < ToyGuest.KEYS; key++) {
      byKey.add(new ArrayList<>());
    }
  }

  Call invoked(Operation operation, int key, long at) {
    Call call = new Call(operation, key, at);
    byKey.get(key).add(call);
    return call;
  }

  void check() {
    for (List<Call> calls : byKey) {
      for (Call call : calls) {
        if (call.answeredAt != NEVER) {
          answered++;
          checkCause(call, calls);
          checkOrder(call, calls);
        }
      }
    }
  }

  /** There were additions enough, in time, to reach the value that was answered. */
  private static void checkCause(Call call, List<Call> calls) {
    long begun =
        calls.stream()
            .filter(other -> other.isAddition() && other.invokedAt <= call.answeredAt)
            .count();
    Violation.unless(
        call.value <= begun, "each addition counts once", "%d begun, answered %s", begun, call);
  }

  private static void checkOrder(Call call, List<Call> calls) {
    for (Call later : calls) {
      if (later == call || later.answeredAt == NEVER) {
        continue;
      }
      boolean follows = later.invokedAt > call.answeredAt;
      boolean grows = later.isAddition() ? later.value > call.value : later.value >= call.value;
      Violation.unless(
          !follows || grows, "nothing acknowledged is lost", "%s, then %s", call, later);
      boolean twins = call.isAddition() && later.isAddition() && call.value == later.value;
      Violation.unless(!twins, "no two additions see the same", "%s and %s", call, later);
    }
  }

  /** Requests with an answer; after {@link #check}. */
  long answered() {
    return answered;
  }
}
