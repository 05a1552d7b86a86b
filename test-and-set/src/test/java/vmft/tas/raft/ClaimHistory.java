package vmft.tas.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.TestAndSet.Verdict;

/**
 * Claims as their clients saw them, and whether an atomic test-and-set can have answered so (R6.1).
 * Thread-safe.
 */
final class ClaimHistory {

  /** One claim; the times, of one clock, enclose whatever the group did about it. */
  record Observed(Flag flag, String claimant, long startNanos, long endNanos, Verdict verdict) {}

  private final List<Observed> claims = new ArrayList<>();

  synchronized void add(Observed claim) {
    claims.add(claim);
  }

  synchronized int size() {
    return claims.size();
  }

  /** The flags whose claims no atomic test-and-set can have answered, with these claims. */
  synchronized Map<String, List<Observed>> violations() {
    Map<String, List<Observed>> byFlag =
        claims.stream()
            .collect(
                Collectors.groupingBy(
                    claim -> claim.flag().toString(), TreeMap::new, Collectors.toList()));
    byFlag.values().removeIf(ClaimHistory::isLinearizable);
    return byFlag;
  }

  /** Whether some claimant can have set the flag, or nobody need have. */
  private static boolean isLinearizable(List<Observed> claims) {
    boolean nobodyAnswered = claims.stream().allMatch(claim -> claim.verdict() == Verdict.UNKNOWN);
    return nobodyAnswered
        || claims.stream()
            .map(Observed::claimant)
            .distinct()
            .anyMatch(claimant -> canHaveWon(claimant, claims));
  }

  /**
   * The flag was set at the earliest when the winner's first claim began, known or not; taking that
   * moment is never worse than a later one. Nobody can have lost before it.
   */
  private static boolean canHaveWon(String winner, List<Observed> claims) {
    Optional<Long> set =
        claims.stream()
            .filter(claim -> claim.claimant().equals(winner))
            .map(Observed::startNanos)
            .min(Long::compare);
    return claims.stream().allMatch(claim -> fits(claim, winner, set.orElseThrow()));
  }

  private static boolean fits(Observed claim, String winner, long setNanos) {
    return switch (claim.verdict()) {
      case WON -> claim.claimant().equals(winner);
      case LOST -> !claim.claimant().equals(winner) && claim.endNanos() >= setNanos;
      case UNKNOWN -> true;
    };
  }
}
