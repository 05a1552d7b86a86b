package vmft.trace;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import vmft.log.LogEntry;
import vmft.log.LogPosition;

/** Walks through the entries of a trace file, block by block. Not thread-safe. */
public final class TraceCursor {
  private final TraceReader reader;
  private final List<TraceBlock> blocks;
  private int nextBlock;
  private TraceBlock block;
  private List<LogEntry> entries = List.of();
  private int taken;

  TraceCursor(TraceReader reader, int firstBlock) {
    this.reader = reader;
    this.blocks = reader.blocks();
    this.nextBlock = firstBlock;
  }

  /**
   * Whether there is another entry. At the end, {@link TraceReader#ending()} says whether the file
   * is complete or was cut off.
   *
   * @throws TraceException if the file is damaged here; what was read before is good
   */
  public boolean hasNext() throws IOException {
    while (taken == entries.size()) {
      if (nextBlock >= blocks.size()) {
        requireUndamagedEnd();
        return false;
      }
      // In this order, so that who tries again behind damage finds the same damage again.
      entries = reader.entries(blocks.get(nextBlock));
      block = blocks.get(nextBlock);
      nextBlock++;
      taken = 0;
    }
    return true;
  }

  /** The next entry. */
  public LogEntry next() throws IOException {
    if (!hasNext()) {
      throw new NoSuchElementException("expected another entry, found the end of the trace");
    }
    return entries.get(taken++);
  }

  /** Position of the entry that {@link #next()} returned last. */
  public LogPosition position() {
    return block.first().plus(taken - 1L);
  }

  /**
   * When the entry that {@link #next()} returned last was written to the file: wall clock in
   * milliseconds since 1970 UTC, up to about a second after the entry came up.
   */
  public long writtenAtMillis() {
    return block.writtenAtMillis();
  }

  void skipBelow(long count) throws IOException {
    while (hasNext() && entries.get(taken).count() < count) {
      taken++;
    }
  }

  private void requireUndamagedEnd() throws TraceException {
    if (reader.ending().kind() == TraceEnding.Kind.DAMAGED) {
      throw reader.damaged(reader.ending());
    }
  }
}
