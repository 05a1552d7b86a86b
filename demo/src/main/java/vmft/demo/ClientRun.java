package vmft.demo;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import vmft.check.History;
import vmft.check.HistorySummary;
import vmft.demo.kv.Keepsakes;

/** Clients at work on a machine that somebody else has started. Confined to one thread. */
public final class ClientRun {
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Clients clients;
  private final Screen screen;

  public ClientRun(Clients clients, Screen screen) {
    this.clients = clients;
    this.screen = screen;
  }

  /**
   * Lets the clients ask, shows a line a second, and checks what came of it.
   *
   * @throws vmft.demo.cluster.PartFailedException if no guest answers
   */
  public List<Proof.Check> run(int seconds) throws InterruptedException {
    clients.awaitGuest();
    clients.start();
    for (int second = 1; second <= seconds; second++) {
      int before = clients.history().size();
      TimeUnit.SECONDS.sleep(1);
      screen.live(line(second, clients.history().size() - before));
    }
    clients.stop();
    Keepsakes keepsakes = clients.askForKeepsakes();
    return Proof.of(clients.history(), keepsakes);
  }

  private String line(int second, int requests) {
    History history = clients.history();
    long now = System.nanoTime();
    long gap =
        HistorySummary.longestGapWithin(history, now - NANOS_PER_SECOND, now)
            .map(HistorySummary.Gap::nanos)
            .orElse(NANOS_PER_SECOND);
    return String.format(
        Locale.ROOT,
        "%4d s  %4d requests/s | longest time without an answer %4d ms | %d retries so far",
        second,
        requests,
        gap / 1_000_000,
        HistorySummary.of(history).retries());
  }
}
