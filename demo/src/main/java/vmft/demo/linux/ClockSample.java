package vmft.demo.linux;

/**
 * One look at the guest's clock.
 *
 * @param askedNanos when it was asked, on the monotonic clock of this process
 * @param answeredNanos when the answer was here
 * @param guestMicros what the guest's clock said in between, microseconds since 1970
 */
public record ClockSample(long askedNanos, long answeredNanos, long guestMicros) {
  /** How far the guest's clock may be from what a host's clock says at the middle of the look. */
  long uncertaintyMicros() {
    return (answeredNanos - askedNanos) / 2_000;
  }

  long middleNanos() {
    return askedNanos + (answeredNanos - askedNanos) / 2;
  }
}
