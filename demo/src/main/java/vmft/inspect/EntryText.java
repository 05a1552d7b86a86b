package vmft.inspect;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import vmft.log.EntryType;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogPosition;

/** A log entry for people, and for programs. */
final class EntryText {
  static final String COLUMNS = line("position", "count", "type", "data");

  /** Random bytes beyond these are only counted in the text for people. */
  private static final int BYTES_SHOWN = 16;

  private EntryText() {}

  /** In the columns of {@link #COLUMNS}. */
  static String line(LogPosition position, LogEntry entry) {
    return line(
        position.toString(),
        Long.toString(entry.count()),
        EntryType.of(entry).label(),
        data(entry));
  }

  private static String line(String position, String count, String type, String data) {
    return String.format("%10s %16s  %-9s  %s", position, count, type, data).stripTrailing();
  }

  /** What happened, without when. */
  static String data(LogEntry entry) {
    return switch (EntryType.of(entry)) {
      case TIMER, POWER_OFF -> "";
      case CLOCK -> ((ClockRead) entry).ticks() + " ticks";
      case SEED -> String.format("0x%04x", ((SeedRead) entry).bits());
      case CONSOLE -> console(((ConsoleInput) entry).value());
      case FRAME -> frame(((FrameReceived) entry).frame());
      case RANDOM -> random(((RandomBytes) entry).bytes());
      case CONTROL -> word(((Control) entry).command());
      case OUTPUT -> output((OutputMade) entry);
      case DIGEST -> digest((StateDigested) entry);
    };
  }

  private static String console(int value) {
    boolean printable = value > ' ' && value <= '~';
    return String.format("0x%02x", value) + (printable ? " '" + (char) value + "'" : "");
  }

  private static String frame(byte[] frame) {
    return frame.length + " bytes: " + FrameText.of(frame);
  }

  private static String random(byte[] bytes) {
    String shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, BYTES_SHOWN));
    return bytes.length + " bytes: " + shown + (bytes.length > BYTES_SHOWN ? "…" : "");
  }

  private static String output(OutputMade output) {
    return String.format(
        "%s, %d bytes, crc32c %08x", word(output.kind()), output.length(), output.checksum());
  }

  private static String digest(StateDigested digested) {
    return digested.digest() + (digested.full() ? " with memory" : " without memory");
  }

  /** The same as an object for JSON: numbers as numbers, bytes as hexadecimal text. */
  static Map<String, Object> fields(LogPosition position, LogEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("position", position.value());
    fields.put("count", entry.count());
    fields.put("type", EntryType.of(entry).label());
    putData(fields, entry);
    return fields;
  }

  private static void putData(Map<String, Object> fields, LogEntry entry) {
    switch (EntryType.of(entry)) {
      case TIMER, POWER_OFF -> {}
      case CLOCK -> fields.put("ticks", ((ClockRead) entry).ticks());
      case SEED -> fields.put("bits", ((SeedRead) entry).bits());
      case CONSOLE -> fields.put("value", ((ConsoleInput) entry).value());
      case FRAME -> {
        byte[] frame = ((FrameReceived) entry).frame();
        fields.put("summary", FrameText.of(frame));
        fields.put("bytes", HexFormat.of().formatHex(frame));
      }
      case RANDOM -> fields.put("bytes", HexFormat.of().formatHex(((RandomBytes) entry).bytes()));
      case CONTROL -> fields.put("command", word(((Control) entry).command()));
      case OUTPUT -> {
        OutputMade output = (OutputMade) entry;
        fields.put("kind", word(output.kind()));
        fields.put("length", output.length());
        fields.put("crc32c", String.format("%08x", output.checksum()));
      }
      case DIGEST -> {
        fields.put("full", ((StateDigested) entry).full());
        fields.put("digest", ((StateDigested) entry).digest().toString());
      }
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
