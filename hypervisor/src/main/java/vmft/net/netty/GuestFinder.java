package vmft.net.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import vmft.net.GatewayPort;

/**
 * Asks for the guest in the gateway's name, until it has shown itself: a gateway that does not ask
 * would send the first packets of a connection to nobody. The question passes through the switch as
 * if the gateway had sent it.
 */
final class GuestFinder extends ChannelInboundHandlerAdapter {
  private static final long INTERVAL_MILLIS = 500;

  private final GatewayPort gateway;
  private Future<?> questions;

  GuestFinder(GatewayPort gateway) {
    this.gateway = gateway;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    questions =
        context
            .executor()
            .scheduleAtFixedRate(
                () -> ask(context), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask(ChannelHandlerContext context) {
    gateway.question().ifPresentOrElse(context::fireChannelRead, this::stop);
  }

  private void stop() {
    questions.cancel(false);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }
}
