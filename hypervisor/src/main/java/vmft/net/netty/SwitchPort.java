package vmft.net.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.net.EthernetFrame;
import vmft.net.FrameSink;

/**
 * A cable to the switch: the uplink of a replica, or the attachment of a client. It connects in the
 * background and, when the switch goes away, again and again until it is closed. Thread-safe.
 *
 * <p>Like a cable it promises nothing: what is sent while unattached is lost, and counted.
 */
public final class SwitchPort implements FrameSink, AutoCloseable {
  /** What may wait to be sent, by the same reasoning as on the switch's side. */
  static final int QUEUE_BYTES = SwitchServer.QUEUE_BYTES;

  private static final Logger LOG = LoggerFactory.getLogger(SwitchPort.class);
  private static final long RETRY_MILLIS = 100;
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

  private final InetSocketAddress switchAddress;
  private final Listener listener;
  private final EventLoopGroup loop = EventLoops.oneThread("switch-port");
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong framesDropped = new AtomicLong();
  private final Attachment attachment = new Attachment();

  /** Whether the present outage has been reported; on the network thread. */
  private boolean outageReported;

  private volatile boolean closed;

  /** What a port has to tell. All calls come on the port's thread and must not block. */
  public interface Listener {
    /** A frame arrived; the array is the listener's. */
    void onFrame(byte[] frame);

    /** The port is attached, for the first time or again. */
    default void onAttached() {}

    /** The port has lost its switch and tries to find it again. */
    default void onDetached() {}
  }

  private SwitchPort(InetSocketAddress switchAddress, Listener listener) {
    this.switchAddress = switchAddress;
    this.listener = listener;
  }

  /** Begins to connect and returns at once; see {@link #awaitAttached}. */
  public static SwitchPort attach(InetSocketAddress switchAddress, Listener listener) {
    SwitchPort port = new SwitchPort(switchAddress, listener);
    port.connect();
    return port;
  }

  /**
   * Waits until the port is attached.
   *
   * @return false if it was not by the deadline; it goes on trying
   */
  public boolean awaitAttached(Duration deadline) throws InterruptedException {
    return attachment.await(deadline);
  }

  public boolean isAttached() {
    return attachment.channel() != null;
  }

  /** Frames lost here because the port was unattached or its queue full. */
  public long framesDropped() {
    return framesDropped.get();
  }

  /**
   * Queues a frame.
   *
   * @return false if it was dropped
   * @throws IllegalArgumentException if its length is none that a frame can have
   */
  @Override
  public boolean send(byte[] frame) {
    if (!EthernetFrame.isFrame(frame)) {
      throw new IllegalArgumentException("frame: length=" + frame.length);
    }
    Channel channel = attachment.channel();
    if (channel == null || !reserve(frame.length)) {
      framesDropped.incrementAndGet();
      return false;
    }
    ChannelFuture written = channel.writeAndFlush(frame);
    written.addListener(done -> queuedBytes.addAndGet(-(long) frame.length));
    return true;
  }

  private boolean reserve(int bytes) {
    if (queuedBytes.addAndGet(bytes) <= QUEUE_BYTES) {
      return true;
    }
    queuedBytes.addAndGet(-(long) bytes);
    return false;
  }

  private void connect() {
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .handler(new Initializer())
            .connect(switchAddress);
    connected.addListener(done -> onConnected(connected));
  }

  private void onConnected(ChannelFuture connected) {
    if (!connected.isSuccess()) {
      onOutage(Failures.describe(connected.cause()));
    }
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

  @Override
  public void close() {
    closed = true;
    EventLoops.shutDown(loop);
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new StreamFrameDecoder())
          .addLast(StreamFrameEncoder.INSTANCE)
          .addLast(new PortHandler());
    }
  }

  private final class PortHandler extends SimpleChannelInboundHandler<byte[]> {
    private String fault = "connection closed";

    private PortHandler() {
      super(byte[].class);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (outageReported) {
        LOG.info("switch port: attached to {}", Failures.hostAndPort(switchAddress));
      }
      outageReported = false;
      attachment.set(context.channel());
      listener.onAttached();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
      listener.onFrame(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fault = Failures.describe(cause.getCause() == null ? cause : cause.getCause());
      Failures.note(context.close());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      attachment.set(null);
      listener.onDetached();
      onOutage(fault);
    }
  }
}
