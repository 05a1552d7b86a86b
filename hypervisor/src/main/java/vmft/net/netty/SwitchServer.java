package vmft.net.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import vmft.net.GatewayPort;

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

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(QUEUE_BYTES / 2, QUEUE_BYTES);

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
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                frames(channel)
                    .addLast(new SwitchedPortHandler(switchboard, SwitchServer::cableOf));
              }
            });
  }

  private static ChannelPipeline frames(Channel channel) {
    return channel
        .pipeline()
        .addLast(new StreamFrameDecoder())
        .addLast(StreamFrameEncoder.INSTANCE);
  }

  private static Cable cableOf(Channel channel) {
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    return new ChannelCable(channel, Failures.hostAndPort(remote));
  }

  /**
   * Attaches a gateway that listens on a Unix-domain socket and uses the framing of all ports, and
   * waits until that is done or has failed. The port lives as long as the connection.
   *
   * @param remote who that is, for people
   * @throws IOException if nobody listens there
   */
  public void attachGateway(Path socket, String remote, GatewayPort gateway) throws IOException {
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(NioDomainSocketChannel.class)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    frames(channel)
                        .addLast(new GuestFinder(gateway))
                        .addLast(
                            new SwitchedPortHandler(
                                switchboard, it -> new GatewayCable(it, remote, gateway)));
                  }
                })
            .connect(UnixDomainSocketAddress.of(socket))
            .awaitUninterruptibly();
    if (!connected.isSuccess()) {
      throw new IOException(Failures.describe(connected.cause()), connected.cause());
    }
  }

  /**
   * Attaches a network interface of this process.
   *
   * @param remote who that is, for people
   * @param device takes the frames that leave by this port; called on the switch's thread
   * @return where the frames go that the interface has received
   * @throws IOException if all ports are in use
   */
  public LocalPort attach(String remote, LocalPort.Device device) throws IOException {
    LocalPort port = new LocalPort(loop.next(), switchboard);
    if (!port.attach(remote, device)) {
      throw new IOException("all " + Switchboard.MAX_PORTS + " ports are in use");
    }
    return port;
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
