package vmft.inspect;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import java.util.Optional;

/**
 * How a replay went.
 *
 * @param same whether everything was as recorded
 * @param difference what was not; empty if same
 * @param count where the machine stands, or where the difference was noticed
 * @param lastAgreedCount where the last digest was found equal
 * @param lastFullyAgreedCount where the last digest with memory was found equal
 * @param digest of registers, devices and memory at the end
 * @param entries replayed
 * @param entriesLeft behind the last place that could be replayed
 * @param endedInOrder whether the log ends with power-off
 * @param digests compared
 * @param outputs compared
 * @param seconds that the replay took
 */
public record ReplayResult(
    boolean same,
    String difference,
    long count,
    long lastAgreedCount,
    long lastFullyAgreedCount,
    String digest,
    long entries,
    int entriesLeft,
    boolean endedInOrder,
    long digests,
    long outputs,
    double seconds) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Takes the figures from a replay that has run as far as it goes. */
  static ReplayResult of(OfflineReplay replay, String difference, long count, double seconds) {
    return new ReplayResult(
        difference.isEmpty(),
        difference,
        count,
        replay.lastAgreedCount(),
        replay.lastFullyAgreedCount(),
        replay.machine().digest(true).toString(),
        replay.entries(),
        replay.entriesLeft(),
        replay.endedInOrder(),
        replay.digests(),
        replay.outputs(),
        seconds);
  }

  /** One line of JSON. */
  public String toJson() {
    return GSON.toJson(this);
  }

  /** Reads a line of JSON; empty if it is none of ours. */
  public static Optional<ReplayResult> parse(String line) {
    try {
      return Optional.ofNullable(GSON.fromJson(line, ReplayResult.class))
          .filter(result -> result.digest() != null);
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }
}
