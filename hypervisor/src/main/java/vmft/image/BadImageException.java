package vmft.image;

/** A guest image that cannot be used; the message is one line for the user. */
public final class BadImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param name of the image, as the user gave it
   * @param problem what was expected, what was found, what to do
   */
  public BadImageException(String name, String problem) {
    super("guest image " + name + ": " + problem);
  }
}
