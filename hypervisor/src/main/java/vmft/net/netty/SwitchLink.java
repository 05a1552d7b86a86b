package vmft.net.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the switch, whatever happens to it. Its network thread connects and
 * reports; other threads see the connection and can wait for it.
 */
final class SwitchLink {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchLink.class);
  private static final long RETRY_MILLIS = 100;
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

  /** A connection that held so long is worth a new line when it ends. */
  private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final InetSocketAddress switchAddress;
  private final SwitchPort.Listener listener;
  private final EventLoopGroup loop = EventLoops.oneThread("switch-port");

  /** Null while there is none. */
  private volatile Channel channel;

  /** The first thing that every switch hears; null for nothing. */
  private volatile byte[] greeting;

  private volatile boolean closed;

  /** Whether the present outage has been reported; on the network thread, as the next. */
  private boolean outageReported;

  private long attachedNanos;

  SwitchLink(InetSocketAddress switchAddress, SwitchPort.Listener listener) {
    this.switchAddress = switchAddress;
    this.listener = listener;
  }

  /** Null while there is none. */
  Channel channel() {
    return channel;
  }

  /** False if there was no connection by the deadline. */
  synchronized boolean await(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (channel == null) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private synchronized void setChannel(Channel attached) {
    channel = attached;
    notifyAll();
  }

  void connect() {
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    fresh
                        .pipeline()
                        .addLast(new StreamFrameDecoder())
                        .addLast(StreamFrameEncoder.INSTANCE)
                        .addLast(new SwitchLinkHandler(SwitchLink.this, listener));
                  }
                })
            .connect(switchAddress);
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            onOutage(Failures.describe(done.cause()));
          }
        });
  }

  /** Says this now, if attached, and at every attachment before anything else. */
  void greet(byte[] frame) {
    greeting = frame;
    loop.execute(() -> sayGreeting(channel));
  }

  private void sayGreeting(Channel attached) {
    if (attached != null && greeting != null) {
      Failures.note(attached.writeAndFlush(greeting));
    }
  }

  void onAttached(Channel attached) {
    if (outageReported) {
      LOG.info("switch port: attached to {}", Failures.hostAndPort(switchAddress));
    }
    attachedNanos = System.nanoTime();
    sayGreeting(attached);
    setChannel(attached);
    listener.onAttached();
  }

  void onDetached(String reason) {
    // Whoever hangs up at once, again and again, is reported once.
    outageReported &= System.nanoTime() - attachedNanos < STABLE_NANOS;
    setChannel(null);
    listener.onDetached();
    onOutage(reason);
  }

  /** One line for an outage, however many attempts it takes. */
  private void onOutage(String reason) {
    if (closed) {
      return;
    }
    if (!outageReported) {
      outageReported = true;
      LOG.warn(
          "switch port: no switch at {} ({}); trying again every {} ms",
          Failures.hostAndPort(switchAddress),
          reason,
          RETRY_MILLIS);
    }
    Failures.note(loop.schedule(this::connectUnlessClosed, RETRY_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void connectUnlessClosed() {
    if (!closed) {
      connect();
    }
  }

  void close() {
    closed = true;
    EventLoops.shutDown(loop);
  }
}
