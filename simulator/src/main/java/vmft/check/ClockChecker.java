package vmft.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The machine's clock never runs backwards, not even across a takeover: what TIME answers is at
 * least what any earlier TIME answered that was over before this one began.
 */
public final class ClockChecker {

  /** What is wrong; empty if nothing is. */
  public Optional<Finding> check(History history) {
    List<Operation> readings =
        history.operations().stream().filter(ClockChecker::isReading).toList();
    List<Operation> begun = new ArrayList<>(readings);
    begun.sort(Comparator.comparingLong(Operation::invokedNanos));
    List<Operation> ended = new ArrayList<>(readings);
    ended.sort(Comparator.comparingLong(Operation::endNanos));
    return firstStepBack(begun, ended);
  }

  private static boolean isReading(Operation operation) {
    return operation.request().kind() == Request.Kind.TIME
        && operation.answer().map(a -> a.status() == Answer.Status.OK).orElse(false);
  }

  private static Optional<Finding> firstStepBack(List<Operation> begun, List<Operation> ended) {
    Optional<Operation> latest = Optional.empty();
    int next = 0;
    for (Operation reading : begun) {
      for (; ended.get(next).endNanos() < reading.invokedNanos(); next++) {
        Operation candidate = ended.get(next);
        if (latest.isEmpty() || time(candidate) > time(latest.get())) {
          latest = Optional.of(candidate);
        }
      }
      if (latest.isPresent() && time(reading) < time(latest.get())) {
        return Optional.of(stepBack(latest.get(), reading));
      }
    }
    return Optional.empty();
  }

  private static long time(Operation reading) {
    return reading.answer().orElseThrow().value();
  }

  private static Finding stepBack(Operation earlier, Operation later) {
    return Finding.violation(
        "the clock ran backwards by %d ns%n%s"
            .formatted(time(earlier) - time(later), OperationTable.of(List.of(earlier, later))));
  }
}
