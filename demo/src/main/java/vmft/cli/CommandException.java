package vmft.cli;

/**
 * Ends a command with one line for the user. The message says what was expected, what was found and
 * what to do.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  public CommandException(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  public CommandException(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public ExitStatus status() {
    return status;
  }
}
