package vmft.net.netty;

import io.netty.channel.Channel;
import vmft.net.GatewayPort;

/** The cable to a gateway, which is shown only what concerns its guest. */
final class GatewayCable extends ChannelCable {
  private final GatewayPort gateway;

  GatewayCable(Channel channel, String remote, GatewayPort gateway) {
    super(channel, remote);
    this.gateway = gateway;
  }

  @Override
  public boolean admits(byte[] frame) {
    return gateway.admits(frame);
  }

  @Override
  public void write(byte[] frame) {
    super.write(GatewayPort.withoutPadding(frame));
  }
}
