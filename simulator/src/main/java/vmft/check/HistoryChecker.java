package vmft.check;

import java.util.ArrayList;
import java.util.List;

/** All checks of a history of the key-value store. */
public final class HistoryChecker {
  private HistoryChecker() {}

  /** What is wrong; empty if the history is that of one machine that never failed. */
  public static List<Finding> check(History history) {
    List<Finding> findings = new ArrayList<>(new LinearizabilityChecker().check(history));
    new ClockChecker().check(history).ifPresent(findings::add);
    new TokenChecker().check(history).ifPresent(findings::add);
    return findings;
  }
}
