package vmft.net.netty;

import io.netty.channel.Channel;
import java.time.Duration;

/** Whether there is a connection, and a way to wait for one. Thread-safe. */
final class Attachment {
  private volatile Channel channel;

  /** Null while unattached. */
  Channel channel() {
    return channel;
  }

  synchronized void set(Channel attached) {
    channel = attached;
    notifyAll();
  }

  /** False if there was no connection by the deadline. */
  synchronized boolean await(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (channel == null) {
      long nanos = end - System.nanoTime();
      if (nanos <= 0) {
        return false;
      }
      wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
    return true;
  }
}
