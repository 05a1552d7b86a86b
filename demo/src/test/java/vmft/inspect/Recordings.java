package vmft.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import vmft.log.LogEntry;
import vmft.log.LogEntry.SeedRead;
import vmft.machine.Machine;
import vmft.replay.DigestSchedule;
import vmft.trace.TraceCursor;
import vmft.trace.TraceHeader;
import vmft.trace.TraceReader;
import vmft.trace.TraceWriter;

/** Makes traces: of real guests, and with a lie in them. */
public final class Recordings {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long SEED = 7;

  private Recordings() {}

  /** Records a guest live to its end. */
  public static Path record(Path image, DigestSchedule digests, Path trace) {
    try (Machine machine = Guests.machine(image)) {
      TraceHeader header = Guests.header(image, machine);
      try (TraceWriter writer = TraceWriter.create(trace, header, Recordings::fail)) {
        runLive(machine, digests, header.pairing().powerOnEpochNanos(), writer::append);
      }
      return trace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a guest live to its end, among random input. */
  static void runLive(
      Machine machine, DigestSchedule digests, long epochNanos, Consumer<LogEntry> log)
      throws InterruptedException {
    RandomInput input = new RandomInput(SEED, Guests.CONFIG.mac());
    new LiveRecording(digests, input, LIMIT).run(machine, epochNanos, log);
  }

  /** Writes a trace of these entries under the header of another. */
  public static Path write(TraceHeader header, List<LogEntry> entries, Path trace)
      throws IOException {
    try (TraceWriter writer = TraceWriter.create(trace, header, Recordings::fail)) {
      entries.forEach(writer::append);
    }
    return trace;
  }

  public static List<LogEntry> entries(Path trace) throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    try (TraceReader reader = TraceReader.open(trace)) {
      TraceCursor cursor = reader.fromStart();
      while (cursor.hasNext()) {
        entries.add(cursor.next());
      }
    }
    return entries;
  }

  /**
   * The same trace with a bit flipped in the first random number read behind a count, and every
   * checksum of the file right.
   *
   * @return the count of the changed read
   */
  public static long withAWrongSeed(Path trace, long behind, Path changed) throws IOException {
    List<LogEntry> entries = entries(trace);
    int index = 0;
    while (!(entries.get(index) instanceof SeedRead seed && seed.count() > behind)) {
      index++;
    }
    SeedRead read = (SeedRead) entries.get(index);
    entries.set(index, new SeedRead(read.count(), read.bits() ^ 1));
    write(headerOf(trace), entries, changed);
    return read.count();
  }

  /** The same file with some of its bytes changed. */
  public static Path withBytes(Path trace, UnaryOperator<byte[]> change, Path changed)
      throws IOException {
    return Files.write(changed, change.apply(Files.readAllBytes(trace)));
  }

  public static TraceHeader headerOf(Path trace) throws IOException {
    try (TraceReader reader = TraceReader.open(trace)) {
      return reader.header();
    }
  }

  private static void fail(String fault) {
    throw new AssertionError(fault);
  }
}
