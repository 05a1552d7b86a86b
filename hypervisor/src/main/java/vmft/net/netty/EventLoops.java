package vmft.net.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** Network threads: one for each switch and each port, so that state on it needs no locks. */
public final class EventLoops {
  private static final long SHUTDOWN_DEADLINE_MILLIS = 2_000;

  private EventLoops() {}

  /** A daemon thread, so that a forgotten port never keeps a process alive. */
  public static EventLoopGroup oneThread(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  /** Ends the thread and waits for it. Never to be called on that thread. */
  public static void shutDown(EventLoopGroup group) {
    group
        .shutdownGracefully(0, SHUTDOWN_DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_DEADLINE_MILLIS);
  }
}
