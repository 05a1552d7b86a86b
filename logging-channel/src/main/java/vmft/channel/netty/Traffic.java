package vmft.channel.netty;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what passes over one connection. Written on the network thread, read by any. */
final class Traffic {
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private volatile long lastReceivedNanos = System.nanoTime();

  void received(int bytes) {
    bytesReceived.addAndGet(bytes);
  }

  void sent(int bytes) {
    bytesSent.addAndGet(bytes);
  }

  void frameReceived(long nowNanos) {
    lastReceivedNanos = nowNanos;
  }

  long bytesReceived() {
    return bytesReceived.get();
  }

  long bytesSent() {
    return bytesSent.get();
  }

  long lastReceivedNanos() {
    return lastReceivedNanos;
  }
}
