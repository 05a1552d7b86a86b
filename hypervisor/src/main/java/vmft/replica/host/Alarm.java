package vmft.replica.host;

import java.util.concurrent.locks.LockSupport;

/**
 * Calls something at a time that is moved again and again, mostly to later. Moving it later costs
 * nothing but a write: the alarm's thread wakes at the old time, sees the new one and sleeps on.
 */
final class Alarm implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final Runnable action;
  private final Thread thread;
  private volatile long dueAt = NEVER;
  private volatile long sleepsUntil = NEVER;
  private volatile boolean closed;

  /**
   * @param action called on the alarm's thread, once per due time; must not block
   */
  Alarm(String name, Runnable action) {
    this.action = action;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Moves the alarm.
   *
   * @param nanos monotonic time as {@link System#nanoTime()}, or {@link Long#MAX_VALUE} for never
   */
  void setTo(long nanos) {
    dueAt = nanos;
    if (nanos < sleepsUntil) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      long due = dueAt;
      long now = System.nanoTime();
      if (due != NEVER && now >= due) {
        dueAt = NEVER;
        action.run();
        continue;
      }
      sleepsUntil = due;
      if (dueAt == due) { // else it was moved to earlier before it could see how long this sleeps
        sleep(due, now);
      }
    }
  }

  private static void sleep(long until, long now) {
    if (until == NEVER) {
      LockSupport.park();
    } else {
      LockSupport.parkNanos(until - now);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
