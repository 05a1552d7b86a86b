package vmft.check;

import java.util.Optional;

/**
 * One key of the store as it should behave when operations come one after the other. Pure.
 *
 * <p>See guest-images/kv/PROTOCOL.md, which this repeats in code.
 */
final class KeyModel {
  private KeyModel() {}

  /**
   * The state after the operation took effect.
   *
   * @return empty if it could not have had its answer in this state, or (without an answer) would
   *     not have changed it
   */
  static Optional<KeyState> after(KeyState state, Operation operation) {
    Request request = operation.request();
    if (operation.answer().isEmpty()) {
      return unseen(state, request);
    }
    Answer answer = operation.answer().get();
    return switch (answer.status()) {
      case OK -> done(state, request, answer);
      case NOT_FOUND -> when(state.mayBeAbsent() && reads(request), KeyState.ABSENT);
      case CAS_FAILED ->
          when(
              request.kind() == Request.Kind.CAS
                  && answer.value() != request.expected()
                  && state.mayBe(answer.value()),
              KeyState.of(answer.value()));
      // The first did nothing, but a copy of the request may have come through a moment later.
      case FULL -> unseen(state, request);
      // Clients send no such requests: the store has lost its mind, or its memory.
      case BAD_REQUEST, STALE -> Optional.empty();
    };
  }

  /** Whether the operation must have taken effect: its client was told so. */
  static boolean isCertain(Operation operation) {
    return operation.answer().map(a -> a.status() != Answer.Status.FULL).orElse(false);
  }

  private static boolean reads(Request request) {
    return request.kind() == Request.Kind.GET || request.kind() == Request.Kind.CAS;
  }

  private static Optional<KeyState> done(KeyState state, Request request, Answer answer) {
    long value = answer.value();
    long previous = answer.previous();
    boolean explained =
        switch (request.kind()) {
          case GET -> previous == value && state.mayBe(value);
          case PUT -> value == request.value() && state.mayHaveBeen(previous);
          case ADD -> value == previous + request.value() && state.mayHaveBeen(previous);
          case CAS ->
              value == request.value() && previous == request.expected() && state.mayBe(previous);
          case TOKEN -> state.mayHaveBeen(previous);
          case TIME -> false;
        };
    return when(explained, KeyState.of(value));
  }

  /** The effect of an operation whose answer nobody has seen. */
  private static Optional<KeyState> unseen(KeyState state, Request request) {
    return switch (request.kind()) {
      case GET, TIME -> Optional.empty();
      case PUT -> Optional.of(KeyState.of(request.value()));
      case ADD -> Optional.of(sum(state, request.value()));
      case CAS -> when(state.mayBe(request.expected()), KeyState.of(request.value()));
      case TOKEN -> Optional.of(KeyState.PRESENT);
    };
  }

  private static KeyState sum(KeyState state, long addend) {
    if (state.known()) {
      return KeyState.of(state.value() + addend);
    }
    return state.mayBePresent() ? KeyState.PRESENT : KeyState.of(addend);
  }

  private static Optional<KeyState> when(boolean possible, KeyState state) {
    return possible ? Optional.of(state) : Optional.empty();
  }
}
