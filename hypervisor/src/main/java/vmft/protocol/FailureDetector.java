package vmft.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches the other side's signs of life. Each signal has its own time of silence: a host can hang
 * in such a way that its heartbeat goes on and its log does not (paper §2.3). A suspicion is no
 * knowledge; it only leads to the question at test-and-set (R5.2).
 */
final class FailureDetector {

  /** What is listened for. */
  enum Signal {
    HEARTBEAT("heartbeat"),
    LOG_TRAFFIC("log traffic"),
    ACKNOWLEDGEMENTS("acknowledgement");

    private final String description;

    Signal(String description) {
      this.description = description;
    }
  }

  private final long silenceLimit;

  /** Silence counts from here on. */
  private final long watchingSince;

  private final Map<Signal, Long> lastHeard = new EnumMap<>(Signal.class);
  private long lastLook;

  /**
   * @param startGrace time from now on in which silence does not count: two processes that have
   *     just been started run cold code on busy hosts
   * @param signals those that the other side is expected to give
   */
  FailureDetector(long silenceLimit, long startGrace, long now, Signal... signals) {
    this.silenceLimit = silenceLimit;
    this.watchingSince = now + startGrace;
    for (Signal signal : signals) {
      lastHeard.put(signal, now);
    }
    lastLook = now;
  }

  void heard(Signal signal, long now) {
    lastHeard.replace(signal, now);
  }

  /**
   * Says which signal has been silent for too long, if any.
   *
   * <p>Must be called often. A long gap between two calls means that this process stood still
   * itself and could hear nothing; no more than a quarter of the limit counts of it, so that a slow
   * process suspects a dead one after four looks, and a process that thaws does not at once.
   */
  Optional<String> suspicion(long now) {
    forgiveOwnPause(now);
    for (Map.Entry<Signal, Long> entry : lastHeard.entrySet()) {
      long silence = now - Math.max(entry.getValue(), watchingSince);
      if (silence > silenceLimit) {
        return Optional.of(
            String.format(
                "no %s for %d ms (limit %d ms)",
                entry.getKey().description, silence / 1_000_000, silenceLimit / 1_000_000));
      }
    }
    return Optional.empty();
  }

  private void forgiveOwnPause(long now) {
    long pause = now - lastLook;
    lastLook = now;
    long forgiven = pause - silenceLimit / 4;
    if (forgiven > 0) {
      lastHeard.replaceAll((signal, heard) -> Math.min(now, heard + forgiven));
    }
  }

  /** When, in monotonic nanoseconds, the next suspicion can arise at the earliest. */
  long nextDeadline() {
    long earliest = Long.MAX_VALUE;
    for (long heard : lastHeard.values()) {
      earliest = Math.min(earliest, Math.max(heard, watchingSince) + silenceLimit + 1);
    }
    return earliest;
  }
}
