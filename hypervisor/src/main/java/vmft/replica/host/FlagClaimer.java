package vmft.replica.host;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vmft.channel.Pairing;
import vmft.tas.TestAndSet;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/**
 * Asks test-and-set in this replica's name, and looks now and then whether it is there at all, so
 * that a claim finds open connections and an operator learns of an outage before it matters.
 */
public final class FlagClaimer implements AutoCloseable {
  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(2);
  private static final long LOOK_EVERY_SECONDS = 5;
  private static final long LOOK_AGAIN_AFTER_SECONDS = 1;

  private final TestAndSet testAndSet;
  private final Duration deadline;
  private final Consumer<String> notes;
  private final String claimant = UUID.randomUUID().toString();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(FlagClaimer::daemon);
  private volatile Boolean reachable;

  /**
   * @param deadline for one question
   * @param notes told, one line, when test-and-set goes away or returns
   */
  public FlagClaimer(TestAndSet testAndSet, Duration deadline, Consumer<String> notes) {
    this.testAndSet = testAndSet;
    this.deadline = deadline;
    this.notes = notes;
    looks.execute(this::keepLooking);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "test-and-set-look");
    thread.setDaemon(true);
    return thread;
  }

  private void keepLooking() {
    look();
    if (!looks.isShutdown()) {
      long pause = reachable ? LOOK_EVERY_SECONDS : LOOK_AGAIN_AFTER_SECONDS;
      var unused = looks.schedule(this::keepLooking, pause, TimeUnit.SECONDS);
    }
  }

  private void look() {
    boolean now = testAndSet.reachable(LOOK_DEADLINE).toCompletableFuture().join();
    Boolean before = reachable;
    reachable = now;
    if (before == null ? !now : before != now) {
      notes.accept(
          now
              ? "test-and-set answers again"
              : "test-and-set cannot be reached: nobody can take over until it returns");
    }
  }

  /**
   * Claims the flag of this machine and generation.
   *
   * @param answer called once, on another thread
   */
  void claim(Pairing pairing, Consumer<Verdict> answer) {
    Flag flag = new Flag(pairing.machine(), pairing.generation().number());
    var unused = testAndSet.testAndSet(flag, claimant, deadline).thenAccept(answer);
  }

  @Override
  public void close() {
    looks.shutdownNow();
    testAndSet.close();
  }
}
