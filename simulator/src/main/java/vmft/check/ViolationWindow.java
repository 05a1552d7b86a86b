package vmft.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a history that cannot be explained down to a part that still cannot, so that a reader has
 * few operations to think about.
 *
 * <p>The part begins at some moment with a key in any state at all. Operations under way at that
 * moment count as unanswered, for they may have had their effect before. So whatever can be
 * explained as a whole can be explained in part, and a part without explanation proves the flaw.
 */
final class ViolationWindow {
  private final KeyTimeline timeline;
  private final int limit;

  ViolationWindow(KeyTimeline timeline, int limit) {
    this.timeline = timeline;
    this.limit = limit;
  }

  /** The smallest part found that ends with the search's obstacle. */
  List<Operation> around(LinearizationSearch failed) {
    KeyTimeline.Event obstacle = failed.obstacle();
    List<Operation> before = upTo(obstacle.nanos());
    for (int recent = 1; recent < before.size(); recent *= 2) {
      List<Operation> part = since(before.get(before.size() - recent).invokedNanos(), before);
      if (isImpossible(part)) {
        return part;
      }
    }
    return before;
  }

  /** What began before the end; whatever ended later counts as unanswered. */
  private List<Operation> upTo(long endNanos) {
    List<Operation> part = new ArrayList<>();
    for (Operation operation : timeline.operations()) {
      if (operation.invokedNanos() <= endNanos) {
        part.add(operation.endNanos() <= endNanos ? operation : operation.withoutAnswer());
      }
    }
    return part;
  }

  private static List<Operation> since(long startNanos, List<Operation> operations) {
    List<Operation> part = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation.invokedNanos() >= startNanos) {
        part.add(operation);
      } else if (operation.endNanos() >= startNanos) {
        part.add(operation.withoutAnswer());
      }
    }
    return part;
  }

  private boolean isImpossible(List<Operation> part) {
    LinearizationSearch search = new LinearizationSearch(new KeyTimeline(part), limit);
    return search.run(KeyState.ANYTHING) == LinearizationSearch.Outcome.IMPOSSIBLE;
  }
}
