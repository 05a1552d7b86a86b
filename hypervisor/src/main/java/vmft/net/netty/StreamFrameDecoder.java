package vmft.net.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import vmft.net.EthernetFrame;

/** Bytes of a stream in, frames out, as {@code byte[]}. A bad length ends the stream. */
final class StreamFrameDecoder extends ByteToMessageDecoder {
  static final int LENGTH_BYTES = 4;

  private boolean broken;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
    } else if (in.readableBytes() >= LENGTH_BYTES) {
      decodeFrame(in, out);
    }
  }

  private void decodeFrame(ByteBuf in, List<Object> out) {
    long length = in.getUnsignedInt(in.readerIndex());
    if (length < EthernetFrame.HEADER_BYTES || length > EthernetFrame.MAX_BYTES) {
      broken = true;
      throw new MalformedStreamException(length);
    }
    if (in.readableBytes() >= LENGTH_BYTES + length) {
      byte[] frame = new byte[(int) length];
      in.skipBytes(LENGTH_BYTES).readBytes(frame);
      out.add(frame);
    }
  }

  /** The peer does not speak the framing; nothing after this can be understood. */
  static final class MalformedStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedStreamException(long length) {
      super(
          "expected a frame of %d to %d bytes behind a 4-byte length, found the length %d"
              .formatted(EthernetFrame.HEADER_BYTES, EthernetFrame.MAX_BYTES, length));
    }
  }
}
