package vmft.inspect;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vmft.inspect.TraceStatistics.Share;
import vmft.log.EntryType;
import vmft.trace.TraceEnding;

/** The statistics of a trace, for people and for programs. */
public final class StatisticsText {
  private static final double TICKS_PER_SECOND = 10_000_000;

  private StatisticsText() {}

  /** Several lines. */
  public static String table(TraceStatistics statistics, TraceEnding ending) {
    List<String> lines = new ArrayList<>();
    Share total = statistics.total();
    lines.add(
        text(
            "file           %s, %,d bytes, %d blocks",
            ending, statistics.fileBytes(), statistics.blocks()));
    lines.add(
        text(
            "instructions   %,d, %,.1f million a second",
            statistics.instructions(), statistics.perSecond(statistics.instructions()) / 1e6));
    lines.add(
        text(
            "duration       %.3f s of wall clock, %.3f s of guest time at the last clock read",
            statistics.wallMillis() / 1000.0, statistics.guestTicks() / TICKS_PER_SECOND));
    lines.add(
        text(
            "compression    %.2f packed bytes for each byte of the file",
            statistics.compression()));
    lines.add("");
    lines.add("type            entries   a second        bytes   a second  an entry");
    types(statistics).forEach((type, share) -> lines.add(row(type.label(), share, statistics)));
    lines.add(row("all", total, statistics));
    return String.join(System.lineSeparator(), lines);
  }

  private static String row(String name, Share share, TraceStatistics statistics) {
    return text(
        "%-9s  %,12d %,10.0f %,12d %,10.0f %9.1f",
        name,
        share.entries(),
        statistics.perSecond(share.entries()),
        share.bytes(),
        statistics.perSecond(share.bytes()),
        (double) share.bytes() / Math.max(1, share.entries()));
  }

  /** One object on one line. */
  public static String json(TraceStatistics statistics, TraceEnding ending) {
    Map<String, Object> object = new LinkedHashMap<>(HeaderText.fields(ending));
    object.put("fileBytes", statistics.fileBytes());
    object.put("blocks", statistics.blocks());
    object.put("instructions", statistics.instructions());
    object.put("wallMillis", statistics.wallMillis());
    object.put("guestTicks", statistics.guestTicks());
    object.put("compression", statistics.compression());
    object.put("all", statistics.total());
    types(statistics).forEach((type, share) -> object.put(type.label(), share));
    return new GsonBuilder().disableHtmlEscaping().create().toJson(object);
  }

  /** In the order of their codes. */
  private static Map<EntryType, Share> types(TraceStatistics statistics) {
    Map<EntryType, Share> ordered = new LinkedHashMap<>();
    Arrays.stream(EntryType.values())
        .filter(statistics.perType()::containsKey)
        .forEach(type -> ordered.put(type, statistics.perType().get(type)));
    return ordered;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
