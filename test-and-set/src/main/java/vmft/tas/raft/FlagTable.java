package vmft.tas.raft;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/**
 * Who won which flag: the whole state that the group replicates. A flag, once won, stays won, so
 * nothing is ever removed. Pure; one thread at a time.
 */
final class FlagTable {
  private static final Comparator<Flag> BY_MACHINE_AND_GENERATION =
      Comparator.comparing(Flag::machine).thenComparingLong(Flag::generation);

  // Sorted, so that equal tables make equal snapshots.
  private final Map<Flag, String> winners = new TreeMap<>(BY_MACHINE_AND_GENERATION);

  /** Sets the flag if nobody has; a repeat by its winner wins again (R6.4). Never UNKNOWN. */
  Verdict claim(Flag flag, String claimant) {
    String winner = winners.putIfAbsent(flag, claimant);
    return winner == null || winner.equals(claimant) ? Verdict.WON : Verdict.LOST;
  }

  /** The claims that won, by machine and generation; making them again gives an equal table. */
  List<Command.Claim> wonClaims() {
    return winners.entrySet().stream()
        .map(won -> new Command.Claim(won.getKey(), won.getValue()))
        .toList();
  }
}
