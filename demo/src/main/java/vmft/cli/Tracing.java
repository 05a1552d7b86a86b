package vmft.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import vmft.channel.Pairing;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.log.LogEntry;
import vmft.trace.TraceException;
import vmft.trace.TraceHeader;
import vmft.trace.TraceWriter;

/**
 * The trace file of a replica, if one was asked for. It is begun when the machine is known, which
 * on a backup is after pairing.
 */
final class Tracing implements AutoCloseable {
  private final Path path;
  private final EventSink events;
  private TraceWriter writer;

  private Tracing(Path path, EventSink events) {
    this.path = path;
    this.events = events;
  }

  /**
   * @param path null for no trace
   */
  static Tracing to(Path path, EventSink events) {
    return new Tracing(path, events);
  }

  /**
   * Begins the file.
   *
   * @param guestFiles where a replay may look for the guest, as {@link vmft.image.GuestFiles#text}
   */
  void begin(Pairing pairing, TraceHeader.Role role, String guestFiles) {
    if (path == null) {
      return;
    }
    try {
      TraceHeader header =
          new TraceHeader(
              Version.ofTheBuild(), pairing, role, System.currentTimeMillis(), guestFiles);
      writer = TraceWriter.create(path, header, fault -> events.accept(Event.note(fault)));
    } catch (TraceException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  /** Takes log entries; drops them where no trace was asked for. */
  Consumer<LogEntry> sink() {
    return entry -> {
      if (writer != null) {
        writer.append(entry);
      }
    };
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
