package vmft.demo.linux;

/**
 * What came back for one write to the connection: one or more increments of a counter.
 *
 * @param askedNanos when it was written, on the monotonic clock of this process
 * @param answeredNanos when the last reply to it was read
 * @param firstValue of the counter, in the first reply
 * @param increments how many were asked for; the replies between the first and the last are as they
 *     should be, or there are several answers
 */
public record Answer(long askedNanos, long answeredNanos, long firstValue, int increments) {
  long lastValue() {
    return firstValue + increments - 1;
  }
}
