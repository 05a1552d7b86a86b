package vmft.log;

/**
 * Checks of what must always hold, always on (R2, R3: determinism and the output rule are the
 * product). A violation is a bug of this program, never bad input; bad input gets a message.
 */
public final class Invariants {
  private Invariants() {}

  /**
   * Throws unless {@code holds}.
   *
   * @param message what was expected, with {@code name=value} of what was found; only formatted on
   *     failure
   */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency
  public static void check(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new InvariantViolation(String.format(message, values));
    }
  }

  /** As {@link #check}, without allocation on the hot path. */
  public static void checkAtMost(long smaller, long larger, String what) {
    if (smaller > larger) {
      throw new InvariantViolation(what + ": " + smaller + " > " + larger);
    }
  }

  /** Something that cannot happen has happened. */
  public static final class InvariantViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    InvariantViolation(String message) {
      super(message);
    }
  }
}
