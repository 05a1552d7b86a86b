package vmft.channel.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Network threads: one for each server, client and socket, so that their state needs no locks. */
final class EventLoops {
  private static final long SHUTDOWN_DEADLINE_MILLIS = 2_000;

  private EventLoops() {}

  /** A daemon thread: a replica that has ended must not live on for its sockets. */
  static EventLoopGroup oneThread(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  /** Ends the thread and waits for it. Never to be called on that thread. */
  static void shutDown(EventLoopGroup group) {
    group
        .shutdownGracefully(0, SHUTDOWN_DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_DEADLINE_MILLIS);
  }
}
