package vmft.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides whether a history could have come from one store that does one operation after the other.
 * Keys are independent of each other, so each is checked by itself (Herlihy and Wing: locality).
 */
public final class LinearizabilityChecker {
  /** Under a hundred megabytes at worst; a history without a flaw hardly needs any. */
  private static final int DEFAULT_LIMIT = 300_000;

  private final int limit;

  public LinearizabilityChecker() {
    this(DEFAULT_LIMIT);
  }

  LinearizabilityChecker(int limit) {
    this.limit = limit;
  }

  /** What is wrong; empty if nothing is. One finding for each bad key. */
  public List<Finding> check(History history) {
    List<Finding> findings = new ArrayList<>();
    byKey(history).forEach((key, operations) -> check(key, operations, findings));
    return findings;
  }

  private static Map<Long, List<Operation>> byKey(History history) {
    return history.operations().stream()
        .filter(Operation::isKeyed)
        .collect(
            Collectors.groupingBy(op -> op.request().key(), TreeMap::new, Collectors.toList()));
  }

  private void check(long key, List<Operation> operations, List<Finding> findings) {
    KeyTimeline timeline = new KeyTimeline(operations);
    LinearizationSearch search = new LinearizationSearch(timeline, limit);
    switch (search.run(KeyState.ABSENT)) {
      case FOUND -> {}
      case GAVE_UP ->
          findings.add(
              Finding.undecided(
                  "key %s: undecided after %d steps; %d operations, %d without an answer"
                      .formatted(
                          Long.toUnsignedString(key),
                          limit,
                          operations.size(),
                          operations.stream().filter(op -> op.answer().isEmpty()).count())));
      case IMPOSSIBLE ->
          findings.add(violation(key, new ViolationWindow(timeline, limit).around(search)));
    }
  }

  private static Finding violation(long key, List<Operation> window) {
    String text =
        "key %s: no order of these %d operations explains their answers%n%s"
            .formatted(Long.toUnsignedString(key), window.size(), OperationTable.of(window));
    return Finding.violation(text);
  }
}
