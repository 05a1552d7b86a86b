package vmft.log;

/**
 * Bytes that should be packed log entries are not. The message is one line that says at which byte,
 * what was expected and what was found. Whoever gets it must apply nothing of the block (R4.4).
 */
public final class MalformedLogException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedLogException(String message) {
    super(message);
  }
}
