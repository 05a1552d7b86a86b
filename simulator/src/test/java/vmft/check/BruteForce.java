package vmft.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries every order of every choice of operations. Slow, and too simple to be wrong. */
final class BruteForce {
  private BruteForce() {}

  static boolean explains(List<Operation> operations) {
    return extend(new ArrayList<>(operations), KeyState.ABSENT);
  }

  private static boolean extend(List<Operation> left, KeyState state) {
    if (left.stream().allMatch(op -> op.answer().isEmpty())) {
      return true;
    }
    for (Operation next : left) {
      boolean mayBeNext = left.stream().allMatch(op -> op.endNanos() >= next.invokedNanos());
      Optional<KeyState> after = KeyModel.after(state, next);
      if (mayBeNext && after.isPresent()) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(next);
        if (extend(rest, after.get())) {
          return true;
        }
      }
    }
    return false;
  }
}
