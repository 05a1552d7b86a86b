package vmft.bench;

/**
 * What a phase took.
 *
 * @param lap time
 * @param logBytes by which the log grew meanwhile; 0 where there is none
 */
record PhaseLap(Lap lap, long logBytes) {

  double logBytesPerSecond() {
    return logBytes * 1e9 / lap.wallNanos();
  }
}
