package vmft.net;

/** Where frames are sent. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Sends a frame, without waiting.
   *
   * @param frame not changed afterwards
   * @return false if it was dropped; true promises nothing beyond this host
   */
  boolean send(byte[] frame);
}
