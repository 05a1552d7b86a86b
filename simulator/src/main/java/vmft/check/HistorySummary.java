package vmft.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Figures of a history.
 *
 * @param operations of all kinds, answered or not
 * @param unanswered given up by their clients
 * @param retries requests sent again
 * @param longestGap the longest time during which no client was answered; empty with fewer than two
 *     answers
 */
public record HistorySummary(
    int operations, int unanswered, int retries, Optional<Gap> longestGap) {

  /** A time between two answers that follow each other. */
  public record Gap(long fromNanos, long toNanos) {
    public long nanos() {
      return toNanos - fromNanos;
    }
  }

  public static HistorySummary of(History history) {
    List<Operation> operations = history.operations();
    int unanswered = (int) operations.stream().filter(op -> op.answer().isEmpty()).count();
    int retries = operations.stream().mapToInt(Operation::retries).sum();
    Optional<Gap> gap = longestGap(operations, Long.MIN_VALUE, Long.MAX_VALUE);
    return new HistorySummary(operations.size(), unanswered, retries, gap);
  }

  /** The longest gap that lies at least in part between two moments. */
  public static Optional<Gap> longestGapWithin(History history, long fromNanos, long toNanos) {
    return longestGap(history.operations(), fromNanos, toNanos);
  }

  /**
   * The first answer that any client had at this moment or later. Right after a kill an answer of
   * the dead may still be on its way; {@link #longestGapWithin} is not deceived by it.
   */
  public static OptionalLong firstAnswerAfter(History history, long nanos) {
    return history.operations().stream()
        .filter(op -> op.answer().isPresent())
        .mapToLong(Operation::endNanos)
        .filter(end -> end >= nanos)
        .min();
  }

  private static Optional<Gap> longestGap(
      List<Operation> operations, long fromNanos, long toNanos) {
    long[] answers =
        operations.stream()
            .filter(op -> op.answer().isPresent())
            .mapToLong(Operation::endNanos)
            .sorted()
            .toArray();
    Optional<Gap> longest = Optional.empty();
    for (int i = 1; i < answers.length; i++) {
      Gap gap = new Gap(answers[i - 1], answers[i]);
      boolean within = gap.toNanos > fromNanos && gap.fromNanos < toNanos;
      if (within && (longest.isEmpty() || gap.nanos() > longest.get().nanos())) {
        longest = Optional.of(gap);
      }
    }
    return longest;
  }
}
