package vmft.demo.kv;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import vmft.check.Operation;

/**
 * Clients that ask at random, each on a thread of its own, until told to stop. What they asked and
 * were answered is in the history of the clients.
 */
public final class KvWorkload implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Future<?>> running = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Settings settings;

  /**
   * What the clients do.
   *
   * @param seed of the sequence of requests; times remain those of the real world
   * @param keys for which all clients compete; few, for much contention; at least 1
   * @param requestsPerSecond upper bound for each client; at least 1
   */
  public record Settings(long seed, int keys, int requestsPerSecond) {
    public Settings {
      if (keys < 1 || requestsPerSecond < 1) {
        throw new IllegalArgumentException(
            "workload: expected at least one key and one request per second, found keys="
                + keys
                + " requestsPerSecond="
                + requestsPerSecond);
      }
    }
  }

  private KvWorkload(int clients, Settings settings) {
    this.settings = settings;
    this.threads =
        Executors.newFixedThreadPool(
            clients,
            work -> {
              Thread thread = new Thread(work, "kv-client");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins at once; the clients remain the caller's to close. */
  public static KvWorkload start(List<KvClient> clients, Settings settings) {
    KvWorkload workload = new KvWorkload(clients.size(), settings);
    for (int number = 0; number < clients.size(); number++) {
      RequestMix mix = new RequestMix(settings.seed(), number, settings.keys());
      KvClient client = clients.get(number);
      workload.running.add(
          workload.threads.submit(
              () -> {
                workload.ask(client, mix);
                return null;
              }));
    }
    return workload;
  }

  private void ask(KvClient client, RequestMix mix) throws InterruptedException {
    long periodNanos = TimeUnit.SECONDS.toNanos(1) / settings.requestsPerSecond();
    long due = System.nanoTime();
    while (!stopping.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      Operation operation = client.execute(mix.next());
      mix.observe(operation);
      // After a pause of the store the clients do not make up for what they missed.
      due = Math.max(due + periodNanos, System.nanoTime());
    }
  }

  /**
   * Lets every client finish its request, and waits for that.
   *
   * @param patience after it, requests under way are given up, their outcome unknown
   */
  public void stop(Duration patience) throws InterruptedException {
    stopping.countDown();
    threads.shutdown();
    if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.SECONDS);
    }
    for (Future<?> client : running) {
      rethrow(client);
    }
  }

  private static void rethrow(Future<?> client) throws InterruptedException {
    try {
      client.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof InterruptedException)) {
        throw new IllegalStateException("a client broke down: " + e.getCause(), e.getCause());
      }
    }
  }

  /** Gives up whatever is under way. */
  @Override
  public void close() {
    stopping.countDown();
    threads.shutdownNow();
  }
}
