package vmft.channel.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import vmft.channel.FrameDecoder;
import vmft.channel.FrameEncoder;
import vmft.channel.HostAndPort;
import vmft.channel.LogChannel;
import vmft.channel.Message;

/** A {@link LogChannel} over one Netty channel. */
final class NettyLogChannel implements LogChannel {
  private static final long CLOSE_DEADLINE_MILLIS = 1_000;

  private final Channel channel;
  private final FrameDecoder incoming;
  private final Traffic traffic = new Traffic();
  private final OutboundQueue queue = new OutboundQueue();
  private final String peer;
  private FrameEncoder outgoing;
  private volatile Listener listener;
  private volatile String closeReason;

  /**
   * A log channel over a connection whose handlers are still to be added.
   *
   * @param incoming knows the generation, at the latest when the first message is sent
   * @param address of the other end; null if it has gone already
   */
  NettyLogChannel(Channel channel, FrameDecoder incoming, InetSocketAddress address) {
    this.channel = channel;
    this.incoming = incoming;
    this.peer = address == null ? "a vanished peer" : HostAndPort.of(address).toString();
  }

  /** Who is told from now on; given before the first message is delivered. */
  void tell(Listener newListener) {
    listener = newListener;
  }

  MessageDecoder decoder() {
    return new MessageDecoder(incoming, traffic);
  }

  // ---- what comes in, on the network thread --------------------------------------------------

  void deliver(Message message) {
    if (!isClosing()) {
      listener.onMessage(message);
    }
  }

  void ended() {
    String reason = closeReason;
    listener.onClosed(reason == null ? "the other side closed the connection" : reason);
  }

  boolean isOver(Channel connection) {
    return channel.equals(connection);
  }

  /** Whether somebody has given a reason to close. */
  boolean isClosing() {
    return closeReason != null;
  }

  // ---- what goes out -------------------------------------------------------------------------

  @Override
  public synchronized void send(Message message) {
    if (isClosing()) {
      return;
    }
    if (outgoing == null) {
      outgoing = new FrameEncoder(incoming.generation());
    }
    byte[] frame = outgoing.encode(message);
    if (queue.add(frame.length)) {
      // Never written directly, also not on the network thread: that would overtake frames which
      // other threads have handed over.
      execute(() -> write(frame));
    } else {
      close("the peer does not read: more than " + OutboundQueue.MAX_BYTES + " bytes wait for it");
    }
  }

  private void write(byte[] frame) {
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(frame))
        .addListener(done -> written(frame.length, done.isSuccess()));
  }

  private void written(int bytes, boolean success) {
    if (success) {
      traffic.sent(bytes);
    }
    if (queue.remove(bytes) && !isClosing()) {
      listener.onWritable();
    }
  }

  @Override
  public synchronized void close(String reason) {
    if (!isClosing()) {
      closeReason = reason;
      execute(this::flushAndClose);
    }
  }

  /** Closes and waits until it is done. Never to be called on the network thread. */
  void closeAndWait(String reason) {
    close(reason);
    channel.closeFuture().awaitUninterruptibly(2 * CLOSE_DEADLINE_MILLIS);
  }

  private void flushAndClose() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    if (channel.isOpen()) {
      Future<?> deadline =
          channel
              .eventLoop()
              .schedule(this::closeNow, CLOSE_DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }
  }

  private void closeNow() {
    Faults.note(channel.close());
  }

  private void execute(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      // The network thread has ended, and with it the connection: as if sent to a closed one.
      closeReason = isClosing() ? closeReason : "the network thread has ended";
    }
  }

  // ---- flow control and figures --------------------------------------------------------------

  @Override
  public boolean isWritable() {
    return !queue.isFull();
  }

  @Override
  public long queuedBytes() {
    return queue.bytes();
  }

  @Override
  public void pauseReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    channel.config().setAutoRead(true);
  }

  @Override
  public long bytesReceived() {
    return traffic.bytesReceived();
  }

  @Override
  public long bytesSent() {
    return traffic.bytesSent();
  }

  @Override
  public long lastReceivedNanos() {
    return traffic.lastReceivedNanos();
  }

  @Override
  public String peer() {
    return peer;
  }
}
