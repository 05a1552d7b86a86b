package vmft.channel;

import vmft.log.Generation;

/**
 * Turns messages into the frames of one direction of one connection and numbers them; the mirror of
 * {@link FrameDecoder}. Pure, not thread-safe.
 */
public final class FrameEncoder {
  private final Generation generation;
  private long nextSequence;

  public FrameEncoder(Generation generation) {
    this.generation = generation;
  }

  /**
   * The whole frame.
   *
   * @throws IllegalArgumentException if the message is too long for a frame; no sequence number is
   *     used up
   */
  public byte[] encode(Message message) {
    byte[] payload = MessageCodec.encode(generation, nextSequence, message).toByteArray();
    byte[] frame = Frames.wrap(payload);
    nextSequence++;
    return frame;
  }
}
