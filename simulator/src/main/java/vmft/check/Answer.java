package vmft.check;

import java.util.Objects;

/**
 * What the store answered.
 *
 * @param answeredNanos when the client had it, on the clock of the history
 * @param value the key's value after the operation, or the time
 * @param previous the key's value before it; 0 if it had none
 */
public record Answer(long answeredNanos, Status status, long value, long previous) {

  public Answer {
    Objects.requireNonNull(status, "status");
  }

  /** The statuses of the store, as guest-images/kv/PROTOCOL.md has them. */
  public enum Status {
    OK,
    /** A GET or CAS of a key that has no value. */
    NOT_FOUND,
    /** The key has another value than expected; it is in {@code value}. */
    CAS_FAILED,
    BAD_REQUEST,
    /** No room for another key or client. */
    FULL,
    /** The store says that this client has already made a later request. */
    STALE
  }

  @Override
  public String toString() {
    return switch (status) {
      case OK, CAS_FAILED ->
          status
              + " "
              + Long.toUnsignedString(value)
              + " (before: "
              + Long.toUnsignedString(previous)
              + ")";
      default -> status.name();
    };
  }
}
