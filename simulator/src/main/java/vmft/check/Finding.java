package vmft.check;

/**
 * Something that a checker has to say against a history.
 *
 * @param certain whether the history is wrong; otherwise it could not be decided
 * @param text what was found, the first line a summary
 */
public record Finding(boolean certain, String text) {
  static Finding violation(String text) {
    return new Finding(true, text);
  }

  static Finding undecided(String text) {
    return new Finding(false, text);
  }

  @Override
  public String toString() {
    return text;
  }
}
