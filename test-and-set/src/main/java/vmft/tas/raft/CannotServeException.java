package vmft.tas.raft;

import java.io.IOException;

/**
 * A replica cannot start. The message is one line for the operator: what was expected, what was
 * found, what to do.
 */
public final class CannotServeException extends IOException {
  private static final long serialVersionUID = 1L;

  CannotServeException(String message) {
    super(message);
  }

  CannotServeException(String message, Throwable cause) {
    super(message, cause);
  }
}
