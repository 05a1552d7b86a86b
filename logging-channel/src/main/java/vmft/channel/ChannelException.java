package vmft.channel;

/**
 * What came over the logging channel cannot be what a sound peer sent. The message is one line:
 * what was expected, what was found. The channel is closed and nothing of the frame applied (R4.4).
 */
public class ChannelException extends Exception {
  private static final long serialVersionUID = 1L;

  public ChannelException(String message) {
    super(message);
  }
}
