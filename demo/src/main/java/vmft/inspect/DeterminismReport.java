package vmft.inspect;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vmft.log.EntryType;

/**
 * What came of recording once and replaying often.
 *
 * @param seed of inputs and paces
 * @param recorded what the recording consists of
 * @param runs the replays
 */
public record DeterminismReport(long seed, TraceStatistics recorded, List<ReplayRun> runs) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** The first replay that differs from the recording, or else from the first replay. */
  public Optional<ReplayRun> different() {
    return runs.stream()
        .filter(run -> !run.result().same())
        .findFirst()
        .or(() -> runs.stream().filter(run -> !sameEnd(run, runs.get(0))).findFirst());
  }

  private static boolean sameEnd(ReplayRun run, ReplayRun first) {
    return run.result().count() == first.result().count()
        && run.result().digest().equals(first.result().digest());
  }

  /** Counts at which every replay was compared with the recording. */
  public long comparedCounts() {
    return runs.stream().mapToLong(run -> run.result().digests()).min().orElse(0);
  }

  /** Several lines. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "recorded  %,d instructions in %.2f s; %s",
            recorded.instructions(), recorded.wallMillis() / 1000.0, entries()));
    lines.add("run  pace    host      instructions  digests  outputs  seconds  result");
    runs.forEach(run -> lines.add(row(run)));
    return lines;
  }

  private String entries() {
    List<String> parts = new ArrayList<>();
    for (EntryType type : EntryType.values()) {
      TraceStatistics.Share share = recorded.perType().get(type);
      if (share != null) {
        parts.add(text("%,d %s", share.entries(), type.label()));
      }
    }
    return String.join(", ", parts) + "; seed " + seed;
  }

  private static String row(ReplayRun run) {
    ReplayResult result = run.result();
    return text(
        "%3d  %-6s  %-6s  %,14d  %,7d  %,7d  %7.2f  %s",
        run.number(),
        run.shakeSeed().isPresent() ? "shaken" : "steady",
        run.alone() ? "alone" : "loaded",
        result.count(),
        result.digests(),
        result.outputs(),
        result.seconds(),
        result.same() ? result.digest() : "different");
  }

  /** One object on one line. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("same", different().isEmpty());
    object.put("comparedCounts", comparedCounts());
    object.put("seed", seed);
    object.put("instructions", recorded.instructions());
    object.put("entries", recorded.total().entries());
    object.put("runs", runs.stream().map(ReplayRun::result).toList());
    return GSON.toJson(object);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
