package vmft.sim;

import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param violation what was violated, one line; empty if nothing was
 * @param hash equal for two runs in which the same happened
 * @param lastEvents before the end, oldest first
 */
public record Report(
    long seed,
    Optional<String> violation,
    long hash,
    Statistics statistics,
    List<String> lastEvents) {

  /**
   * How much happened, to see that runs are worth their time.
   *
   * @param events in all
   * @param requests of clients that were answered
   * @param retries of clients
   * @param outputs that left the machine, repeats not counted
   * @param repeats outputs that left more than once
   * @param takeover whether the backup went live
   * @param digestsCompared points of the guest's history at which both replicas were compared
   * @param faults that the plan held
   */
  public record Statistics(
      long events,
      long requests,
      long retries,
      long outputs,
      long repeats,
      boolean takeover,
      long digestsCompared,
      int faults) {}

  public boolean passed() {
    return violation.isEmpty();
  }

  /** The one command that shows it again. */
  public String command() {
    return "./vmft simulate --seed " + seed + " --verbose";
  }

  /** For people: on failure the whole story, else one line. */
  @Override
  public String toString() {
    if (passed()) {
      return "seed " + seed + ": passed, " + statistics;
    }
    return String.format(
        "seed %d: violated: %s%nlast events:%n  %s%nsee it again: %s",
        seed, violation.get(), String.join(System.lineSeparator() + "  ", lastEvents), command());
  }
}
