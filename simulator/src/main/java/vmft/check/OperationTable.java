package vmft.check;

import java.util.List;

/** Operations as lines of text, with times in milliseconds since the first of them. */
final class OperationTable {
  /** More is no longer read by anybody; the last ones matter. */
  private static final int MAX_LINES = 60;

  private OperationTable() {}

  static String of(List<Operation> operations) {
    StringBuilder text = new StringBuilder();
    long origin = operations.get(0).invokedNanos();
    int skipped = Math.max(0, operations.size() - MAX_LINES);
    if (skipped > 0) {
      text.append("  (%d earlier ones are not shown)%n".formatted(skipped));
    }
    for (Operation operation : operations.subList(skipped, operations.size())) {
      text.append(line(operation, origin));
    }
    return text.toString().stripTrailing();
  }

  private static String line(Operation operation, long origin) {
    return "  %s  client %s #%d  %s  =>  %s%n"
        .formatted(
            span(operation, origin),
            Long.toHexString(operation.client()),
            operation.sequence(),
            operation.request(),
            operation.answer().map(Answer::toString).orElse("no answer seen"));
  }

  private static String span(Operation operation, long origin) {
    String end =
        operation.answer().isPresent() ? millis(operation.endNanos() - origin) : "         ?";
    return millis(operation.invokedNanos() - origin) + " .. " + end + " ms";
  }

  private static String millis(long nanos) {
    return "%10.3f".formatted(nanos / 1e6);
  }
}
