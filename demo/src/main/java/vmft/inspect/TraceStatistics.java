package vmft.inspect;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import vmft.log.EntryEncoder;
import vmft.log.EntryType;
import vmft.log.LogEntry;
import vmft.trace.TraceBlock;
import vmft.trace.TraceReader;

/**
 * What a trace is made of.
 *
 * @param fileBytes size of the file
 * @param blocks number of its blocks
 * @param instructions count of the last entry
 * @param wallMillis from the start of the recording to the writing of the last block
 * @param guestTicks the latest time that the guest has read, in ticks of 100 ns since its start
 * @param perType types that occur
 */
public record TraceStatistics(
    long fileBytes,
    int blocks,
    long instructions,
    long wallMillis,
    long guestTicks,
    Map<EntryType, Share> perType) {

  /**
   * What one type of entries has of a trace.
   *
   * @param bytes packed size, before compression
   */
  public record Share(long entries, long bytes) {
    Share plus(long moreBytes) {
      return new Share(entries + 1, bytes + moreBytes);
    }
  }

  private static final Share NOTHING = new Share(0, 0);

  /**
   * Reads all of a trace.
   *
   * @param fileBytes size of the file
   * @throws vmft.trace.TraceException if it is damaged
   */
  public static TraceStatistics of(TraceReader trace, long fileBytes) throws IOException {
    Collector collector = new Collector();
    for (TraceBlock block : trace.blocks()) {
      collector.add(trace, block);
    }
    long wallMillis = Math.max(0, collector.lastMillis - trace.header().startedAtMillis());
    return new TraceStatistics(
        fileBytes,
        trace.blocks().size(),
        collector.lastCount,
        wallMillis,
        collector.lastTicks,
        Map.copyOf(collector.perType));
  }

  public Share total() {
    return new Share(
        perType.values().stream().mapToLong(Share::entries).sum(),
        perType.values().stream().mapToLong(Share::bytes).sum());
  }

  /** Packed bytes for one byte of the file. */
  public double compression() {
    return fileBytes == 0 ? 0 : (double) total().bytes() / fileBytes;
  }

  double perSecond(long amount) {
    return wallMillis == 0 ? 0 : amount * 1000.0 / wallMillis;
  }

  /** Adds up; every block is packed again, which tells what each entry takes. */
  private static final class Collector {
    private final Map<EntryType, Share> perType = new EnumMap<>(EntryType.class);
    private long lastCount;
    private long lastTicks;
    private long lastMillis;

    void add(TraceReader trace, TraceBlock block) throws IOException {
      EntryEncoder encoder = new EntryEncoder();
      for (LogEntry entry : trace.entries(block)) {
        int before = encoder.sizeInBytes();
        encoder.append(entry);
        add(entry, encoder.sizeInBytes() - before);
      }
      lastMillis = block.writtenAtMillis();
    }

    private void add(LogEntry entry, int bytes) {
      perType.merge(EntryType.of(entry), NOTHING.plus(bytes), (share, more) -> share.plus(bytes));
      lastCount = entry.count();
      if (entry instanceof LogEntry.ClockRead read) {
        lastTicks = Math.max(lastTicks, read.ticks());
      }
    }
  }
}
