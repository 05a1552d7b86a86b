package vmft.channel.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import vmft.channel.FrameDecoder;
import vmft.channel.HostAndPort;
import vmft.channel.LogChannel;
import vmft.log.Generation;

/** The primary's end of the logging channel: connects to a backup, which may still be starting. */
public final class ChannelClient implements AutoCloseable {
  private static final long RETRY_PAUSE_MILLIS = 50;

  private final EventLoopGroup eventLoops = EventLoops.oneThread("channel-client");

  private volatile NettyLogChannel connected;

  /**
   * Connects, and tries again until the deadline if nobody listens yet. Waits.
   *
   * @param generation the generation that both sides' frames bear
   * @param listener told what arrives; possibly before this method returns
   * @throws IOException with one line, if there is no connection by the deadline
   */
  public LogChannel connect(
      HostAndPort backup, Generation generation, Duration deadline, LogChannel.Listener listener)
      throws IOException {
    long giveUpAt = System.nanoTime() + deadline.toNanos();
    while (true) {
      Attempt attempt = new Attempt(backup.toSocketAddress(), generation, listener);
      ChannelFuture done = attempt.start(millisUntil(giveUpAt)).awaitUninterruptibly();
      if (done.isSuccess()) {
        connected = attempt.made;
        return connected;
      }
      if (millisUntil(giveUpAt) <= RETRY_PAUSE_MILLIS) {
        throw new IOException(noConnection(backup, deadline, done.cause()));
      }
      pause();
    }
  }

  /** Closes the connection made. Waits. */
  @Override
  public void close() {
    if (connected != null) {
      connected.closeAndWait("this side has closed the connection");
    }
    EventLoops.shutDown(eventLoops);
  }

  private static int millisUntil(long nanos) {
    long left = TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
    return (int) Math.max(1, Math.min(left, Integer.MAX_VALUE));
  }

  private static void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("logging channel: interrupted while connecting");
    }
  }

  private static String noConnection(HostAndPort backup, Duration deadline, Throwable cause) {
    return String.format(
        "logging channel: no backup answers at %s within %.1f s (%s);"
            + " start the backup, or correct the address",
        backup, deadline.toMillis() / 1e3, Faults.reasonOf(cause));
  }

  /** One try to connect; each has a channel of its own. */
  private final class Attempt extends ChannelInitializer<SocketChannel> {
    private final InetSocketAddress backup;
    private final Generation generation;
    private final LogChannel.Listener listener;
    private volatile NettyLogChannel made;

    Attempt(InetSocketAddress backup, Generation generation, LogChannel.Listener listener) {
      this.backup = backup;
      this.generation = generation;
      this.listener = listener;
    }

    ChannelFuture start(int timeoutMillis) {
      return new Bootstrap()
          .group(eventLoops)
          .channel(NioSocketChannel.class)
          .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
          .handler(this)
          .connect(backup);
    }

    @Override
    protected void initChannel(SocketChannel connection) {
      ChannelSettings.apply(connection);
      NettyLogChannel channel =
          new NettyLogChannel(connection, new FrameDecoder(generation), backup);
      channel.tell(listener);
      connection.pipeline().addLast(channel.decoder(), new PeerHandler(channel));
      made = channel;
    }
  }
}
