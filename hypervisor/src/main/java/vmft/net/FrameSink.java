package vmft.net;

/** Where frames are sent. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Sends a frame, without waiting.
   *
   * @param frame not changed afterwards
   * @param validUntil as {@link System#nanoTime()}: if the frame has not left this host by then, it
   *     is dropped; {@link Long#MAX_VALUE} for always
   * @return false if it was dropped at once; true promises nothing beyond this host
   */
  boolean send(byte[] frame, long validUntil);

  /** Sends a frame that never grows stale. */
  default boolean send(byte[] frame) {
    return send(frame, Long.MAX_VALUE);
  }

  /**
   * From now on frames are sent with this token: a switch lets no holder of a lower one be heard
   * any more. Where no switch is, nothing happens.
   */
  default void speakWith(FencingToken token) {}
}
