package vmft.tas.raft;

/** Bytes that are not a command; the message says what was expected and what was found. */
final class MalformedCommandException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedCommandException(String message) {
    super(message);
  }
}
