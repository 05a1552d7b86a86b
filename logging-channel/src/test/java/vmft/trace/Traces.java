package vmft.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vmft.channel.Pairing;
import vmft.log.Generation;
import vmft.log.LogEntry;

/** What the tests of trace files share. */
final class Traces {
  static final TraceHeader HEADER =
      new TraceHeader(
          "0.1.0",
          new Pairing(
              "demo", new Generation(2), "cafe", "ram=64M\nnet=on", "unicorn 2.1", 1L << 60),
          TraceHeader.Role.PRIMARY,
          1_700_000_000_000L,
          "kv.elf");

  private Traces() {}

  static void write(Path path, List<LogEntry> entries) throws IOException {
    try (TraceWriter writer = TraceWriter.create(path, HEADER, Traces::failOnFault)) {
      entries.forEach(writer::append);
    }
  }

  static void failOnFault(String fault) {
    throw new AssertionError(fault);
  }

  /** Reads to the end of the file or to the damage, whichever comes first. */
  static List<LogEntry> readAll(TraceReader reader) throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    try {
      TraceCursor cursor = reader.fromStart();
      while (cursor.hasNext()) {
        entries.add(cursor.next());
      }
    } catch (TraceException damage) {
      return entries;
    }
    return entries;
  }
}
