package vmft.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Optional;
import vmft.channel.wire.ChannelProto.Envelope;
import vmft.log.Generation;

/**
 * Turns the bytes of one direction of one connection into messages, after checking all that can be
 * checked (R4.4); the mirror of {@link FrameEncoder}. Pure, not thread-safe.
 */
public final class FrameDecoder {
  private final FrameChecker checker;
  private ChannelException fault;

  /**
   * A decoder for a connection that has just been made.
   *
   * @param generation the generation that the peer must name; null to take that of its first frame
   */
  public FrameDecoder(Generation generation) {
    this.checker = new FrameChecker(generation);
  }

  /** The peer's generation; null before its first frame if none was given. */
  public Generation generation() {
    return checker.generation();
  }

  /**
   * The next message, taken from the position of {@code in}; empty while part of its frame is still
   * to come.
   *
   * @throws ChannelException if the frame is not what a sound peer sends; from then on every call
   *     throws the same, so that nothing behind a fault is ever taken
   */
  public Optional<Message> decode(ByteBuffer in) throws ChannelException {
    if (fault != null) {
      throw fault;
    }
    try {
      Optional<ByteBuffer> payload = Frames.unwrap(in);
      return payload.isEmpty() ? Optional.empty() : Optional.of(message(payload.get()));
    } catch (ChannelException e) {
      fault = e;
      throw e;
    }
  }

  private Message message(ByteBuffer payload) throws ChannelException {
    Envelope envelope = parse(payload);
    checker.check(envelope.getGeneration(), envelope.getSequence());
    return MessageCodec.decode(envelope);
  }

  private static Envelope parse(ByteBuffer payload) throws ChannelException {
    try {
      return Envelope.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new ChannelException("frame: expected an envelope, found bytes that are none");
    }
  }
}
