package vmft.channel.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.channel.Message;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.UnknownVersionException;

/**
 * Stands before a connection that has not said Hello yet: whoever says something else, or nothing
 * in time, is closed with one line in the log, and nobody else notices.
 */
final class HelloHandler extends SimpleChannelInboundHandler<Message> {

  /** Decides what becomes of a connection that has said Hello. */
  @FunctionalInterface
  interface Admission {
    void admit(ChannelHandlerContext context, NettyLogChannel channel, Hello hello);
  }

  private static final Logger LOG = LoggerFactory.getLogger(HelloHandler.class);

  private final NettyLogChannel channel;
  private final long deadlineMillis;
  private final Admission admission;

  HelloHandler(NettyLogChannel channel, long deadlineMillis, Admission admission) {
    super(Message.class);
    this.channel = channel;
    this.deadlineMillis = deadlineMillis;
    this.admission = admission;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Faults.note(
        context
            .executor()
            .schedule(() -> closeIfSilent(context), deadlineMillis, TimeUnit.MILLISECONDS));
  }

  private void closeIfSilent(ChannelHandlerContext context) {
    if (!context.isRemoved()) {
      turnAway(context, "expected Hello within " + deadlineMillis + " ms, found none");
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Message message) {
    if (channel.isClosing()) {
      return;
    }
    if (message instanceof Hello hello) {
      admission.admit(context, channel, hello);
    } else {
      turnAway(context, "expected Hello, found " + message.getClass().getSimpleName());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    if (fault.getCause() instanceof UnknownVersionException) {
      refuse(channel, fault.getCause().getMessage());
    } else {
      turnAway(context, Faults.reasonOf(fault));
    }
  }

  /** For a peer that understands why. */
  static void refuse(NettyLogChannel channel, String reason) {
    log(channel, reason);
    channel.send(new Refusal(reason));
    channel.close(reason);
  }

  private void turnAway(ChannelHandlerContext context, String reason) {
    if (context.channel().isOpen() && !channel.isClosing()) {
      log(channel, reason);
      channel.close(reason);
    }
  }

  private static void log(NettyLogChannel channel, String reason) {
    LOG.warn("logging channel: closing a connection from {}: {}", channel.peer(), reason);
  }
}
