package vmft.channel.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;
import vmft.channel.FrameDecoder;
import vmft.channel.HostAndPort;
import vmft.channel.LogChannel;
import vmft.channel.Message.Hello;

/**
 * The backup's end of the logging channel: listens for a primary. Only one is connected at a time;
 * a second one is refused, whatever is not a primary is closed, and the listener lives on.
 */
public final class ChannelServer implements AutoCloseable {
  /** A primary says Hello at once; this leaves room for a slow network. */
  private static final Duration HELLO_DEADLINE = Duration.ofSeconds(5);

  /**
   * Connections that have not said Hello. A sound primary needs one; each may make us keep a frame
   * of up to a mebibyte.
   */
  private static final int MAX_STRANGERS = 16;

  private final EventLoopGroup eventLoops = EventLoops.oneThread("channel-server");
  private final Function<LogChannel, LogChannel.Listener> onPeer;
  private final long helloDeadlineMillis;
  private Channel listening;

  /** The primary that is connected; null if none is. Written on the network thread. */
  private volatile NettyLogChannel peer;

  /** On the network thread only. */
  private int strangers;

  private ChannelServer(Duration helloDeadline, Function<LogChannel, LogChannel.Listener> onPeer) {
    this.helloDeadlineMillis = helloDeadline.toMillis();
    this.onPeer = onPeer;
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 takes a free one, see {@link #port()}
   * @param onPeer called on the network thread for each primary that has said Hello, which is the
   *     first message that the listener it gives will get
   * @throws IOException with one line, if it cannot listen there
   */
  public static ChannelServer listen(
      HostAndPort address, Function<LogChannel, LogChannel.Listener> onPeer) throws IOException {
    return listen(address, HELLO_DEADLINE, onPeer);
  }

  static ChannelServer listen(
      HostAndPort address, Duration helloDeadline, Function<LogChannel, LogChannel.Listener> onPeer)
      throws IOException {
    ChannelServer server = new ChannelServer(helloDeadline, onPeer);
    ChannelFuture bound = server.bind(address.toSocketAddress()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      server.close();
      throw new IOException("logging channel: " + Faults.cannotListen(address, bound.cause()));
    }
    server.listening = bound.channel();
    return server;
  }

  private ChannelFuture bind(InetSocketAddress address) {
    return new ServerBootstrap()
        .group(eventLoops)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel connection) {
                accept(connection);
              }
            })
        .bind(address);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Stops listening and closes the channel to the primary, if there is one. Waits. */
  @Override
  public void close() {
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    NettyLogChannel current = peer;
    if (current != null) {
      current.closeAndWait("this side has closed the connection");
    }
    EventLoops.shutDown(eventLoops);
  }

  private void accept(Channel connection) {
    if (strangers == MAX_STRANGERS) {
      Faults.note(connection.close());
      return;
    }
    strangers++;
    connection.closeFuture().addListener(closed -> forget(connection));
    ChannelSettings.apply(connection);
    NettyLogChannel channel =
        new NettyLogChannel(
            connection, new FrameDecoder(null), (InetSocketAddress) connection.remoteAddress());
    connection
        .pipeline()
        .addLast(channel.decoder(), new HelloHandler(channel, helloDeadlineMillis, this::admit));
  }

  private void forget(Channel connection) {
    if (peer != null && peer.isOver(connection)) {
      peer = null;
    } else {
      strangers--;
    }
  }

  private void admit(ChannelHandlerContext context, NettyLogChannel channel, Hello hello) {
    if (peer != null) {
      HelloHandler.refuse(
          channel, "this backup follows another primary already, at " + peer.peer());
      return;
    }
    peer = channel;
    strangers--;
    channel.tell(onPeer.apply(channel));
    context.pipeline().replace(context.handler(), null, new PeerHandler(channel));
    channel.deliver(hello);
  }
}
