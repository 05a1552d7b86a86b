package vmft.image;

/** A disk image that cannot be used; the message is one line for the user. */
public final class BadDiskException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param name of the image, as the user gave it
   * @param problem what was expected, what was found, what to do
   */
  public BadDiskException(String name, String problem) {
    super("disk " + name + ": " + problem);
  }
}
