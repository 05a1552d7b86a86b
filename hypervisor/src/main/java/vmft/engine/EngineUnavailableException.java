package vmft.engine;

/** The engine cannot be used on this machine. The message is one line and says what to do. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message) {
    super(message);
  }
}
