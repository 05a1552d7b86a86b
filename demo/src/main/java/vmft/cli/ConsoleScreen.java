package vmft.cli;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import vmft.console.netty.ConsoleClient;

/** What a console shows, and when its session ends. Thread-safe. */
final class ConsoleScreen implements ConsoleClient.Listener {
  /** What may be typed ahead of the machine. */
  private static final int MAX_TYPED_AHEAD = 64 << 10;

  private final PrintStream out;
  private final PrintStream notes;
  private final String lineEnd;
  private final long patienceNanos;
  private final Semaphore room = new Semaphore(MAX_TYPED_AHEAD);
  private boolean over;
  private boolean quit;
  private boolean reachable;
  private long reachableChanged = System.nanoTime();
  private long lastOutput = System.nanoTime();
  private long lingerNanos = Long.MAX_VALUE;

  /** How a session ended. */
  enum End {
    /** The machine was switched off. */
    MACHINE_OFF,
    /** The person here has had enough. */
    QUIT,
    /** No replica could be reached for so long. */
    UNREACHABLE
  }

  /**
   * @param raw whether lines have to end with a carriage return
   * @param patienceSeconds how long no replica may be reachable
   */
  ConsoleScreen(PrintStream out, PrintStream notes, boolean raw, int patienceSeconds) {
    this.out = out;
    this.notes = notes;
    this.lineEnd = raw ? "\r\n" : "\n";
    this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
  }

  /** Waits for room for that many bytes to be typed. */
  void awaitRoom(int bytes) throws InterruptedException {
    room.acquire(bytes);
  }

  /** Waits until the machine has accepted all that was typed. */
  void awaitAllAccepted() throws InterruptedException {
    room.acquire(MAX_TYPED_AHEAD);
    room.release(MAX_TYPED_AHEAD);
  }

  synchronized void note(String text) {
    notes.print("vmft console: " + text + lineEnd);
    notes.flush();
  }

  @Override
  public synchronized void onOutput(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    out.flush();
    lastOutput = System.nanoTime();
  }

  @Override
  public void onMissed(long bytes) {
    note(bytes + " bytes of output are no longer kept anywhere");
  }

  @Override
  public void onLive(InetSocketAddress replica) {
    note("the machine is live at " + replica.getHostString() + ":" + replica.getPort());
  }

  @Override
  public void onAccepted(int bytes) {
    room.release(bytes);
  }

  @Override
  public synchronized void onReachable(boolean nowReachable) {
    reachable = nowReachable;
    reachableChanged = System.nanoTime();
    notifyAll();
  }

  @Override
  public synchronized void onOver() {
    over = true;
    notifyAll();
  }

  synchronized void quit() {
    quit = true;
    notifyAll();
  }

  /** Nothing more will be typed: the session ends once nothing was shown for so long. */
  synchronized void lingerFor(int seconds) {
    lingerNanos = TimeUnit.SECONDS.toNanos(seconds);
    lastOutput = System.nanoTime();
    notifyAll();
  }

  synchronized End awaitEnd() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      if (over) {
        return End.MACHINE_OFF;
      }
      if (quit || now - lastOutput >= lingerNanos) {
        return End.QUIT;
      }
      if (!reachable && now - reachableChanged >= patienceNanos) {
        return End.UNREACHABLE;
      }
      long unreachableIn = reachable ? Long.MAX_VALUE : patienceNanos - (now - reachableChanged);
      long lingersFor =
          lingerNanos == Long.MAX_VALUE ? Long.MAX_VALUE : lingerNanos - (now - lastOutput);
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, Math.min(unreachableIn, lingersFor)));
    }
  }
}
