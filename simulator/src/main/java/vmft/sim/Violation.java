package vmft.sim;

/** Something that must never happen was seen. The message is one line. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param rule what must hold
   * @param found what was seen instead
   */
  Violation(String rule, String found) {
    super(rule + ": " + found);
  }

  static void unless(boolean holds, String rule, String found, Object... values) {
    if (!holds) {
      throw new Violation(rule, String.format(found, values));
    }
  }
}
