package vmft.channel.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/** What every connection of the logging channel has in common. */
final class ChannelSettings {
  private ChannelSettings() {}

  static void apply(Channel channel) {
    // A batch for which an output waits must not wait for a fuller segment.
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    // A failed write must not throw away what the peer sent before it died: entries that have
    // arrived are replayed to the last (R5.3). Reading on finds the end of the connection.
    channel.config().setAutoClose(false);
  }
}
