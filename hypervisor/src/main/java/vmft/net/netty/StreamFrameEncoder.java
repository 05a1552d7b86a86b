package vmft.net.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Frames as {@code byte[]} in, length and bytes out. */
@Sharable
final class StreamFrameEncoder extends MessageToByteEncoder<byte[]> {
  static final StreamFrameEncoder INSTANCE = new StreamFrameEncoder();

  private StreamFrameEncoder() {
    super(byte[].class);
  }

  @Override
  protected ByteBuf allocateBuffer(
      ChannelHandlerContext context, byte[] frame, boolean preferDirect) {
    return context.alloc().ioBuffer(StreamFrameDecoder.LENGTH_BYTES + frame.length);
  }

  @Override
  protected void encode(ChannelHandlerContext context, byte[] frame, ByteBuf out) {
    out.writeInt(frame.length).writeBytes(frame);
  }
}
