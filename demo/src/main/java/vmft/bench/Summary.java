package vmft.bench;

import java.util.Arrays;

/** Repetitions of one measurement in a few numbers. */
record Summary(double median, double low, double high) {

  /**
   * @param values at least one
   */
  static Summary of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Summary(median, sorted[0], sorted[sorted.length - 1]);
  }
}
