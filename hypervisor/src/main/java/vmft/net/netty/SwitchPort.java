package vmft.net.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import vmft.net.EthernetFrame;
import vmft.net.FencingToken;
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

  private final SwitchLink link;
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong framesDropped = new AtomicLong();

  /** What a port has to tell. All calls come on the port's thread and must not block. */
  public interface Listener {
    /** A frame arrived; the array is the listener's. */
    void onFrame(byte[] frame);

    /** The port is attached, for the first time or again. */
    default void onAttached() {}

    /** The port has lost its switch and tries to find it again. */
    default void onDetached() {}
  }

  private SwitchPort(SwitchLink link) {
    this.link = link;
  }

  /** Begins to connect and returns at once; see {@link #awaitAttached}. */
  public static SwitchPort attach(InetSocketAddress switchAddress, Listener listener) {
    SwitchLink link = new SwitchLink(switchAddress, listener);
    link.connect();
    return new SwitchPort(link);
  }

  /**
   * Waits until the port is attached.
   *
   * @return false if it was not by the deadline; it goes on trying
   */
  public boolean awaitAttached(Duration deadline) throws InterruptedException {
    return link.await(deadline);
  }

  public boolean isAttached() {
    return link.channel() != null;
  }

  /** Frames lost here because the port was unattached, its queue full, or they had grown stale. */
  public long framesDropped() {
    return framesDropped.get();
  }

  /** Shown to the switch before any later frame, and again whenever the port is attached anew. */
  @Override
  public void speakWith(FencingToken token) {
    link.greet(token.toFrame());
  }

  /**
   * Queues a frame. One that would pass for a fencing token is dropped: a guest must not fence.
   *
   * @return false if it was dropped
   * @throws IllegalArgumentException if its length is none that a frame can have
   */
  @Override
  public boolean send(byte[] frame, long validUntil) {
    if (!EthernetFrame.isFrame(frame)) {
      throw new IllegalArgumentException("frame: length=" + frame.length);
    }
    Channel channel = link.channel();
    if (channel == null || FencingToken.isToken(frame) || !reserve(frame.length)) {
      framesDropped.incrementAndGet();
      return false;
    }
    channel.eventLoop().execute(() -> write(channel, frame, validUntil));
    return true;
  }

  /** On the port's thread, which may come to it late: this host may have stood still meanwhile. */
  private void write(Channel channel, byte[] frame, long validUntil) {
    if (System.nanoTime() - validUntil > 0 && validUntil != Long.MAX_VALUE) {
      framesDropped.incrementAndGet();
      queuedBytes.addAndGet(-(long) frame.length);
      return;
    }
    ChannelFuture written = channel.writeAndFlush(frame);
    written.addListener(done -> queuedBytes.addAndGet(-(long) frame.length));
  }

  private boolean reserve(int bytes) {
    if (queuedBytes.addAndGet(bytes) <= QUEUE_BYTES) {
      return true;
    }
    queuedBytes.addAndGet(-(long) bytes);
    return false;
  }

  /** Never to be called by the listener. */
  @Override
  public void close() {
    link.close();
  }
}
