package vmft.net.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** The life of one connection to the switch, seen from the attached side. */
final class SwitchLinkHandler extends SimpleChannelInboundHandler<byte[]> {
  private final SwitchLink link;
  private final SwitchPort.Listener listener;
  private String end = "it closed the connection";

  SwitchLinkHandler(SwitchLink link, SwitchPort.Listener listener) {
    super(byte[].class);
    this.link = link;
    this.listener = listener;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    link.onAttached(context.channel());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
    listener.onFrame(frame);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end = Failures.describe(Failures.root(cause));
    Failures.note(context.close());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    link.onDetached(end);
  }
}
