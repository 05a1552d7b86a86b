package vmft.channel.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.channel.Message;

/** Hands what arrives from a replica to its log channel, and the end of the connection. */
final class PeerHandler extends SimpleChannelInboundHandler<Message> {
  private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);

  private final NettyLogChannel channel;

  PeerHandler(NettyLogChannel channel) {
    super(Message.class);
    this.channel = channel;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Message message) {
    channel.deliver(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    channel.ended();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    String reason = Faults.reasonOf(fault);
    if (!(fault instanceof IOException) && !channel.isClosing()) {
      LOG.warn("logging channel: closing the connection with {}: {}", channel.peer(), reason);
    }
    channel.close(reason);
  }
}
