package vmft.console.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.console.ConsoleMessage;
import vmft.net.netty.Failures;

/** Keeps a console connected to one replica, whatever happens. On the client's thread. */
final class ConsoleLink {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleLink.class);
  private static final long RETRY_MILLIS = 100;
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

  private final EventLoopGroup loop;
  private final InetSocketAddress address;
  private final int number;
  private final ConsoleClient client;
  private Channel channel;
  private volatile boolean stopped;

  ConsoleLink(EventLoopGroup loop, InetSocketAddress address, int number, ConsoleClient client) {
    this.loop = loop;
    this.address = address;
    this.number = number;
    this.client = client;
  }

  int number() {
    return number;
  }

  InetSocketAddress address() {
    return address;
  }

  void connect() {
    if (stopped) {
      return;
    }
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel fresh) {
                ConsolePipeline.setUp(fresh, new Handler());
              }
            })
        .connect(address)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                LOG.debug("console: {}: {}", address, Failures.describe(done.cause()));
                tryAgain();
              }
            });
  }

  private void tryAgain() {
    if (!stopped) {
      Failures.note(loop.schedule(this::connect, RETRY_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  /** What is sent while unconnected is lost; whoever sends knows. */
  void send(ConsoleMessage message) {
    if (channel != null) {
      Failures.note(channel.writeAndFlush(message));
    }
  }

  /** From any thread. */
  void stop() {
    stopped = true;
  }

  private final class Handler extends SimpleChannelInboundHandler<ConsoleMessage> {
    Handler() {
      super(ConsoleMessage.class);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      client.onAttached(ConsoleLink.this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ConsoleMessage message) {
      client.onMessage(ConsoleLink.this, message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("console: {}: {}", address, Failures.describe(Failures.root(cause)));
      Failures.note(context.close());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      channel = null;
      client.onDetached(ConsoleLink.this);
      tryAgain();
    }
  }
}
