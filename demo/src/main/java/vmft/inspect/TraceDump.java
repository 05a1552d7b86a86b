package vmft.inspect;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import vmft.log.LogEntry;
import vmft.log.LogPosition;
import vmft.trace.TraceCursor;
import vmft.trace.TraceReader;

/** Writes the entries of a trace as lines: in columns for people, or one JSON object each. */
public final class TraceDump {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter out;
  private final boolean json;

  public TraceDump(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Header, entries and ending. Stops early when nobody reads any more.
   *
   * @throws vmft.trace.TraceException behind the last good entry of a damaged file
   */
  public void print(TraceReader trace, EntryFilter filter) throws IOException {
    printHeader(trace);
    printEntries(trace.fromCount(filter.from()), filter);
    printEnding(trace);
  }

  private void printHeader(TraceReader trace) {
    Map<String, Object> fields = HeaderText.fields(trace.header());
    if (json) {
      printObject("header", fields);
    } else {
      fields.forEach((name, value) -> out.printf("# %-13s  %s%n", name, value));
      out.println(EntryText.COLUMNS);
    }
  }

  private void printEntries(TraceCursor cursor, EntryFilter filter) throws IOException {
    while (cursor.hasNext() && !out.checkError()) {
      LogEntry entry = cursor.next();
      if (filter.isBehind(entry)) {
        return;
      }
      if (filter.accepts(entry)) {
        print(cursor.position(), entry);
      }
    }
  }

  private void print(LogPosition position, LogEntry entry) {
    out.println(
        json ? GSON.toJson(EntryText.fields(position, entry)) : EntryText.line(position, entry));
  }

  private void printEnding(TraceReader trace) {
    if (json) {
      printObject("ending", HeaderText.fields(trace.ending()));
    } else {
      out.println("# the file is " + trace.ending());
    }
  }

  private void printObject(String type, Map<String, Object> fields) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", type);
    object.putAll(fields);
    out.println(GSON.toJson(object));
  }
}
