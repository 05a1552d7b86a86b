package vmft.net.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one connection to the switch. A fault ends this connection and nothing else. */
final class SwitchedPortHandler extends SimpleChannelInboundHandler<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchedPortHandler.class);

  private final Switchboard switchboard;
  private final Function<Channel, Cable> cables;
  private Optional<SwitchedPort> port = Optional.empty();

  /**
   * @param cables makes the port's cable of its connection
   */
  SwitchedPortHandler(Switchboard switchboard, Function<Channel, Cable> cables) {
    super(byte[].class);
    this.switchboard = switchboard;
    this.cables = cables;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    port = switchboard.attach(cables.apply(context.channel()));
    if (port.isEmpty()) {
      LOG.warn(
          "switch: refused {}: all {} ports are in use",
          context.channel().remoteAddress(),
          Switchboard.MAX_PORTS);
      Failures.note(context.close());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
    port.ifPresent(from -> switchboard.receive(from, frame));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    port.ifPresent(switchboard::detach);
    port = Optional.empty();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.warn(
        "switch: port {} closed: {}",
        port.map(SwitchedPort::number).orElse(0),
        Failures.describe(Failures.root(cause)));
    Failures.note(context.close());
  }
}
