package vmft.replay;

/**
 * The machine did something else than the log says. The replica is worthless from here on: it is
 * discarded, never promoted (R2.6). The message is one line with what the log has and what the
 * machine did.
 */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long count;

  public DivergenceException(long count, String message) {
    super("diverged at count " + count + ": " + message);
    this.count = count;
  }

  /** Instructions retired where the difference was noticed. */
  public long count() {
    return count;
  }
}
