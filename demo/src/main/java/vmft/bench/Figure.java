package vmft.bench;

import java.util.Locale;

/**
 * One line of a result.
 *
 * @param name what was measured
 * @param median of the repetitions
 * @param low the smallest of them
 * @param high the largest of them
 * @param unit of the three; empty for a ratio
 * @param goal what it should be; empty if it is only there for comparison
 * @param met whether the median is that; true without a goal
 */
public record Figure(
    String name, double median, double low, double high, String unit, String goal, boolean met) {

  static Figure of(String name, Summary summary, String unit) {
    return new Figure(name, summary.median(), summary.low(), summary.high(), unit, "", true);
  }

  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, value, value, unit, "", true);
  }

  Figure atLeast(double bound) {
    return new Figure(name, median, low, high, unit, "at least " + bound, median >= bound);
  }

  Figure atMost(double bound) {
    return new Figure(name, median, low, high, unit, "at most " + bound, median <= bound);
  }

  /** One line for people. */
  String toText() {
    String spread = low == high ? "" : "(%s to %s)".formatted(number(low), number(high));
    String judgement = goal.isEmpty() ? "" : goal + (met ? ": met" : ": NOT met");
    return "  %-50s %9s %-7s %-20s %s"
        .formatted(name, number(median), unit, spread, judgement)
        .stripTrailing();
  }

  /** Three digits that count, more for large numbers. */
  private static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
