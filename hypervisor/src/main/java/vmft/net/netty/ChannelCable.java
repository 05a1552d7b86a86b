package vmft.net.netty;

import io.netty.channel.Channel;

/** A cable that is a connection of the network library's. */
class ChannelCable implements Cable {
  private final Channel channel;
  private final String remote;

  ChannelCable(Channel channel, String remote) {
    this.channel = channel;
    this.remote = remote;
  }

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void write(byte[] frame) {
    Failures.note(channel.writeAndFlush(frame));
  }

  @Override
  public void close() {
    Failures.note(channel.close());
  }
}
