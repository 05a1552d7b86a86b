package vmft.net.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The Ethernet switch between the replicas and the world. Every TCP connection is a port. Runs on
 * one daemon thread of its own; the methods here are for any thread.
 *
 * <p>A port that sends garbage is closed, one that reads too slowly loses frames; the others notice
 * nothing.
 */
public final class SwitchServer implements AutoCloseable {
  /**
   * Bytes that may wait for one port: a burst of some 700 full frames, a tenth of a second at 100
   * Mbit/s. Frames that waited longer are better repeated by those who sent them.
   */
  static final int QUEUE_BYTES = 1 << 20;

  private final EventLoopGroup loop;
  private final Switchboard switchboard;
  private final Channel listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SwitchServer(EventLoopGroup loop, Switchboard switchboard, Channel listener) {
    this.loop = loop;
    this.switchboard = switchboard;
    this.listener = listener;
  }

  /**
   * Listens, and returns as soon as ports can attach.
   *
   * @param address TCP port 0 lets the system choose; see {@link #address}
   * @param captureDirectory where each port's frames go, as {@code port-N.pcap}; created if missing
   * @throws IOException if it cannot listen or capture there; the message is for the user
   */
  public static SwitchServer start(InetSocketAddress address, Optional<Path> captureDirectory)
      throws IOException {
    if (captureDirectory.isPresent()) {
      PortCapture.prepare(captureDirectory.get());
    }
    EventLoopGroup loop = EventLoops.oneThread("switch");
    Switchboard switchboard = new Switchboard(captureDirectory);
    ChannelFuture bound = bootstrap(loop, switchboard).bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      EventLoops.shutDown(loop);
      throw new IOException(Failures.cannotListen(address, bound.cause()));
    }
    return new SwitchServer(loop, switchboard, bound.channel());
  }

  private static ServerBootstrap bootstrap(EventLoopGroup loop, Switchboard switchboard) {
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(QUEUE_BYTES / 2, QUEUE_BYTES))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new StreamFrameDecoder())
                    .addLast(StreamFrameEncoder.INSTANCE)
                    .addLast(new SwitchedPortHandler(switchboard));
              }
            });
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** The ports now attached, in the order of their numbers. */
  public List<PortReport> ports() {
    return switchboard.reports();
  }

  /** Closes all ports and the captures. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listener.close().awaitUninterruptibly();
    loop.submit(switchboard::closeAll).awaitUninterruptibly();
    EventLoops.shutDown(loop);
  }
}
