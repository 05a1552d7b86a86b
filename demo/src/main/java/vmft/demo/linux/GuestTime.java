package vmft.demo.linux;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The guest's clock beside the host's. Pure. */
final class GuestTime {
  private final List<ClockSample> samples;

  /**
   * @param samples in the order in which they were taken
   */
  GuestTime(List<ClockSample> samples) {
    this.samples = List.copyOf(samples);
  }

  int count() {
    return samples.size();
  }

  /** The longest step backwards from one look to the next, in microseconds; 0 if there is none. */
  long longestStepBackMicros() {
    long longest = 0;
    for (int i = 1; i < samples.size(); i++) {
      long step = samples.get(i - 1).guestMicros() - samples.get(i).guestMicros();
      longest = Math.max(longest, step);
    }
    return longest;
  }

  /**
   * How much time the guest's clock has not seen pass that the host's clock has, from before a
   * fault to after it, in microseconds. Of all looks on each side the quickest is taken. Empty
   * without looks on both sides.
   *
   * @param faultNanos looks that were over by then are from before
   * @param liveNanos looks that began at or after this are from after
   */
  Optional<Long> lostMicros(long faultNanos, long liveNanos) {
    Optional<ClockSample> before =
        samples.stream().filter(s -> s.answeredNanos() <= faultNanos).min(BY_UNCERTAINTY);
    Optional<ClockSample> after =
        samples.stream().filter(s -> s.askedNanos() >= liveNanos).min(BY_UNCERTAINTY);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    long host = (after.get().middleNanos() - before.get().middleNanos()) / 1_000;
    return Optional.of(host - (after.get().guestMicros() - before.get().guestMicros()));
  }

  private static final Comparator<ClockSample> BY_UNCERTAINTY =
      Comparator.comparingLong(ClockSample::uncertaintyMicros);
}
