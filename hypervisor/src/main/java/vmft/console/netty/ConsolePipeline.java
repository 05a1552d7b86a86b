package vmft.console.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.MessageToMessageCodec;
import java.util.List;
import vmft.console.ConsoleCodec;
import vmft.console.ConsoleMessage;

/** Bytes of a connection to messages and back: a length of four bytes, then the message. */
final class ConsolePipeline {
  private static final int LENGTH_BYTES = 4;

  private ConsolePipeline() {}

  static void setUp(Channel channel, ChannelInboundHandler handler) {
    channel
        .pipeline()
        .addLast(
            new LengthFieldBasedFrameDecoder(
                ConsoleCodec.MAX_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
        .addLast(new LengthFieldPrepender(LENGTH_BYTES))
        .addLast(new Codec())
        .addLast(handler);
  }

  private static final class Codec extends MessageToMessageCodec<ByteBuf, ConsoleMessage> {
    @Override
    protected void encode(ChannelHandlerContext context, ConsoleMessage message, List<Object> out) {
      out.add(Unpooled.wrappedBuffer(ConsoleCodec.encode(message)));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      byte[] bytes = new byte[in.readableBytes()];
      in.readBytes(bytes);
      out.add(ConsoleCodec.decode(bytes));
    }
  }
}
