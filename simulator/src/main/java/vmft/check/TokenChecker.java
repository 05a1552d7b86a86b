package vmft.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Random numbers are made once: the same token for two requests means that the machine after a
 * takeover drew numbers again that had been given away, or answered one client with what is
 * another's. By chance it happens once in 2⁶⁴.
 */
public final class TokenChecker {

  /** What is wrong; empty if nothing is. */
  public Optional<Finding> check(History history) {
    Map<Long, Operation> makers = new HashMap<>();
    for (Operation operation : history.operations()) {
      if (!isToken(operation)) {
        continue;
      }
      Operation other = makers.put(operation.answer().orElseThrow().value(), operation);
      if (other != null) {
        return Optional.of(
            Finding.violation(
                "two requests were given the same token%n%s"
                    .formatted(OperationTable.of(List.of(other, operation)))));
      }
    }
    return Optional.empty();
  }

  private static boolean isToken(Operation operation) {
    return operation.request().kind() == Request.Kind.TOKEN
        && operation.answer().map(a -> a.status() == Answer.Status.OK).orElse(false);
  }
}
