package vmft.tas.raft;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.tas.TestAndSet;

/**
 * Test-and-set by a Raft group: the client. Connections open with the first question, so ask {@link
 * #reachable} once before a claim that must be quick. Thread-safe; answers arrive on threads of its
 * own, which the caller must not block.
 *
 * <p>At most {@value #QUESTIONS_AT_ONCE} questions are under way at once; a question beyond them is
 * answered {@code UNKNOWN} or {@code false} at once.
 */
public final class RaftTestAndSet implements TestAndSet {
  /** A hypervisor has one or two questions; the bound is on threads, one a replica. */
  static final int QUESTIONS_AT_ONCE = 16;

  /** So many probes bring a claim from about 60 ms to about 10, as both ends get compiled. */
  private static final int WARM_UP_PROBES = 30;

  private static final Duration WARM_UP_DEADLINE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RaftTestAndSet.class);

  private final Replicas replicas;
  private final ThreadPoolExecutor askers;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Set<Inquiry> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean warm = new AtomicBoolean();

  /** Opens no connection yet; the group need not be up. */
  public RaftTestAndSet(FlagGroup group) {
    replicas = new Replicas(group);
    askers =
        new ThreadPoolExecutor(
            0,
            QUESTIONS_AT_ONCE * group.members().size(),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("test-and-set-asker"));
    deadlines = new ScheduledThreadPoolExecutor(1, daemons("test-and-set-deadline"));
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the machine's name or the claimant has not 1 to 255 bytes
   *     of UTF-8, or the deadline is below 1 ms
   */
  @Override
  public CompletionStage<Verdict> testAndSet(Flag flag, String claimant, Duration deadline) {
    Inquiry inquiry = new Inquiry(replicas, new Command.Claim(flag, claimant));
    return ask(inquiry, deadline)
        .thenApply(answer -> verdict(inquiry, answer, flag, deadline))
        .minimalCompletionStage();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The first success goes on to warm up the path in the background, for about half a second.
   */
  @Override
  public CompletionStage<Boolean> reachable(Duration deadline) {
    CompletableFuture<Boolean> reached = probe(deadline);
    var unused =
        reached.thenAccept(
            yes -> {
              if (yes && warm.compareAndSet(false, true)) {
                warmUp(WARM_UP_PROBES);
              }
            });
    return reached.minimalCompletionStage();
  }

  /** Questions under way are answered {@code UNKNOWN} or {@code false}. */
  @Override
  public void close() {
    askers.shutdownNow();
    deadlines.shutdownNow();
    underWay.forEach(Inquiry::giveUp);
    replicas.close();
  }

  private CompletableFuture<Boolean> probe(Duration deadline) {
    return ask(new Inquiry(replicas, new Command.Probe()), deadline).thenApply(Optional::isPresent);
  }

  private void warmUp(int probes) {
    if (probes > 0) {
      var unused =
          probe(WARM_UP_DEADLINE)
              .thenAccept(
                  reached -> {
                    if (reached) {
                      warmUp(probes - 1);
                    }
                  });
    }
  }

  private CompletableFuture<Optional<Reply>> ask(Inquiry inquiry, Duration deadline) {
    long deadlineMs = deadline.toMillis();
    if (deadlineMs < 1) {
      throw new IllegalArgumentException("expected a deadline of at least 1 ms, found " + deadline);
    }
    underWay.add(inquiry);
    CompletableFuture<Optional<Reply>> answer = inquiry.answer();
    var unused = answer.whenComplete((reply, failure) -> underWay.remove(inquiry));
    try {
      var timer = deadlines.schedule(inquiry::giveUp, deadlineMs, TimeUnit.MILLISECONDS);
      var unusedToo = answer.whenComplete((reply, failure) -> timer.cancel(false));
      for (FlagGroup.Member member : replicas.members()) {
        askers.execute(() -> inquiry.askUntilAnswered(member));
      }
    } catch (RejectedExecutionException e) {
      inquiry.giveUp();
    }
    return answer;
  }

  private static Verdict verdict(
      Inquiry inquiry, Optional<Reply> answer, Flag flag, Duration deadline) {
    Verdict verdict = answer.map(Reply::verdict).orElse(Verdict.UNKNOWN);
    if (verdict == Verdict.UNKNOWN) {
      LOG.warn(
          "test-and-set of {}: no majority answered within {} ms; last failures: {}",
          flag,
          deadline.toMillis(),
          inquiry.failures());
    }
    return verdict;
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
