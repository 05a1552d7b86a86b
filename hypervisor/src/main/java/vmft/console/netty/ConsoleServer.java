package vmft.console.netty;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import vmft.console.ConsoleState;
import vmft.console.GuestConsole;
import vmft.console.Keyboard;
import vmft.net.netty.EventLoops;
import vmft.net.netty.Failures;

/**
 * Lets people at consoles elsewhere see a replica's console and type at it. Whoever can connect can
 * do so: it knows no users.
 */
public final class ConsoleServer implements GuestConsole, AutoCloseable {
  /** Output that may wait in a connection; the rest waits in the history. */
  private static final int QUEUE_BYTES = 64 << 10;

  private static final long FLUSH_MILLIS = 1_000;

  private final EventLoopGroup loop;
  private final Attached attached;
  private final Channel listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ConsoleServer(EventLoopGroup loop, Attached attached, Channel listener) {
    this.loop = loop;
    this.attached = attached;
    this.listener = listener;
  }

  /**
   * Listens; consoles that attach now wait for a replica.
   *
   * @param address port 0 lets the system choose; see {@link #port}
   * @throws IOException if it cannot listen there; the message is for the user
   */
  public static ConsoleServer listen(InetSocketAddress address) throws IOException {
    EventLoopGroup loop = EventLoops.oneThread("console-server");
    Attached attached = new Attached();
    ChannelFuture bound = bootstrap(loop, attached).bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      EventLoops.shutDown(loop);
      throw new IOException(
          "console: cannot listen on "
              + Failures.hostAndPort(address)
              + ": "
              + Failures.describe(bound.cause())
              + "; choose another port");
    }
    return new ConsoleServer(loop, attached, bound.channel());
  }

  private static ServerBootstrap bootstrap(EventLoopGroup loop, Attached attached) {
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
                ConsolePipeline.setUp(channel, new ConsoleServerHandler(attached));
              }
            });
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** What is typed goes there from now on. */
  public void connect(Keyboard keyboard) {
    loop.execute(() -> attached.connect(keyboard));
  }

  @Override
  public void write(byte[] bytes) {
    loop.execute(() -> attached.append(bytes));
  }

  @Override
  public void writtenElsewhere(byte[] bytes) {
    write(bytes);
  }

  @Override
  public void changed(ConsoleState state) {
    loop.execute(() -> attached.changed(state));
  }

  /** Consoles get what they have not got yet, if they read it within a second. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listener.close().awaitUninterruptibly();
    loop.submit(attached::finish).awaitUninterruptibly(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    attached.awaitNone(FLUSH_MILLIS);
    EventLoops.shutDown(loop);
  }
}
