package vmft.check;

import java.util.Objects;
import java.util.Optional;

/**
 * A request with its fate. It took effect at one moment between invocation and answer; without an
 * answer at any moment after the invocation, or never.
 *
 * @param client names the client; no other has the same
 * @param sequence of the client's request; a repeat has the same
 * @param invokedNanos just before it was first sent, on the clock of the history
 * @param answer empty if the client gave up
 * @param retries how often it was sent again
 */
public record Operation(
    long client,
    long sequence,
    Request request,
    long invokedNanos,
    Optional<Answer> answer,
    int retries) {

  public Operation {
    Objects.requireNonNull(request, "request");
    if (answer.isPresent() && answer.get().answeredNanos() < invokedNanos) {
      throw new IllegalArgumentException(
          "operation: expected the answer after the invocation, found invoked="
              + invokedNanos
              + " answered="
              + answer.get().answeredNanos());
    }
  }

  /** When it was over; never, for one without an answer. */
  public long endNanos() {
    return answer.map(Answer::answeredNanos).orElse(Long.MAX_VALUE);
  }

  /** The same operation, as if its answer were not known. */
  Operation withoutAnswer() {
    return new Operation(client, sequence, request, invokedNanos, Optional.empty(), retries);
  }

  /** Whether it concerns a key. */
  boolean isKeyed() {
    return request.kind() != Request.Kind.TIME;
  }
}
