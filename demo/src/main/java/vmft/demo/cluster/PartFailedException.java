package vmft.demo.cluster;

/** A process did not do what it was started for; the message is one line for the user. */
public final class PartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PartFailedException(String message) {
    super(message);
  }
}
