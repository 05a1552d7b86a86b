package vmft.channel.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import vmft.channel.ChannelException;
import vmft.channel.FrameDecoder;
import vmft.channel.Message;

/** Feeds what arrives to the pure {@link FrameDecoder}. */
final class MessageDecoder extends ByteToMessageDecoder {
  private final FrameDecoder frames;
  private final Traffic traffic;

  MessageDecoder(FrameDecoder frames, Traffic traffic) {
    this.frames = frames;
    this.traffic = traffic;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object input) throws Exception {
    traffic.received(((ByteBuf) input).readableBytes());
    super.channelRead(context, input);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws ChannelException {
    ByteBuffer bytes = in.nioBuffer();
    Optional<Message> message = frames.decode(bytes);
    in.skipBytes(bytes.position());
    if (message.isPresent()) {
      traffic.frameReceived(System.nanoTime());
      out.add(message.get());
    }
  }
}
