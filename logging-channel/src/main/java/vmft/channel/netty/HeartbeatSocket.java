package vmft.channel.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import vmft.channel.Heartbeat;
import vmft.channel.HeartbeatCodec;
import vmft.channel.HostAndPort;

/**
 * Sends and receives heartbeats over UDP (R5.1). Datagrams may get lost, doubled or reordered; one
 * that is no heartbeat is counted and ignored. Methods may be called from any thread.
 */
public final class HeartbeatSocket implements AutoCloseable {

  /** Told of each heartbeat, on the network thread; must only deposit it and return. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A heartbeat whose checksum is right; of which machine and side it is, is for the listener to
     * look at.
     *
     * @param from where it came from, and where an answer goes
     */
    void onHeartbeat(Heartbeat heartbeat, InetSocketAddress from);
  }

  private final EventLoopGroup eventLoops = EventLoops.oneThread("heartbeat");
  private final AtomicLong ignored = new AtomicLong();
  private final Listener listener;
  private Channel socket;

  private HeartbeatSocket(Listener listener) {
    this.listener = listener;
  }

  /**
   * Opens a socket.
   *
   * @param address port 0 takes a free one, see {@link #port()}
   * @throws IOException with one line, if the address cannot be had
   */
  public static HeartbeatSocket open(HostAndPort address, Listener listener) throws IOException {
    HeartbeatSocket opened = new HeartbeatSocket(listener);
    ChannelFuture bound = opened.bind(address.toSocketAddress()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      opened.close();
      throw new IOException("heartbeats: " + Faults.cannotListen(address, bound.cause()));
    }
    opened.socket = bound.channel();
    return opened;
  }

  private ChannelFuture bind(InetSocketAddress address) {
    return new Bootstrap()
        .group(eventLoops)
        .channel(NioDatagramChannel.class)
        .handler(new Receiver())
        .bind(address);
  }

  /** The port that it has. */
  public int port() {
    return ((InetSocketAddress) socket.localAddress()).getPort();
  }

  /** Sends one datagram; whether it arrives is not known. */
  public void send(Heartbeat heartbeat, InetSocketAddress to) {
    byte[] content = HeartbeatCodec.encode(heartbeat);
    Faults.note(socket.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(content), to)));
  }

  /** Datagrams received that were no heartbeats. */
  public long ignoredDatagrams() {
    return ignored.get();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close().awaitUninterruptibly();
    }
    EventLoops.shutDown(eventLoops);
  }

  private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    Receiver() {
      super(DatagramPacket.class);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      Optional<Heartbeat> heartbeat = HeartbeatCodec.decode(datagram.content().nioBuffer());
      if (heartbeat.isPresent()) {
        listener.onHeartbeat(heartbeat.get(), datagram.sender());
      } else {
        ignored.incrementAndGet();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
      // As an unreachable peer's ICMP answer: heartbeats may get lost, their absence is the signal.
      ignored.incrementAndGet();
    }
  }
}
