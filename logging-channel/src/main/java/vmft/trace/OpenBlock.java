package vmft.trace;

import vmft.log.EntryEncoder;
import vmft.log.LogEntry;
import vmft.log.LogPosition;

/** The block to which entries are being added. Pure, not thread-safe. */
final class OpenBlock {
  private final EntryEncoder encoder = new EntryEncoder();
  private LogPosition first = LogPosition.START;
  private long firstCount;
  private long sinceNanos;

  /** Adds the next entry of the log. The clock is read only for the first of a block. */
  void append(LogEntry entry) {
    if (isEmpty()) {
      firstCount = entry.count();
      sinceNanos = System.nanoTime();
    }
    encoder.append(entry);
  }

  boolean isEmpty() {
    return encoder.entryCount() == 0;
  }

  boolean isFull() {
    return encoder.sizeInBytes() >= TraceBlock.FULL_AT_BYTES;
  }

  boolean isOlderThan(long ageNanos) {
    return !isEmpty() && System.nanoTime() - sinceNanos >= ageNanos;
  }

  /** What it holds, which must be something; the next entry begins a new one. */
  PackedBlock take() {
    int entryCount = encoder.entryCount();
    PackedBlock block = new PackedBlock(first, firstCount, entryCount, encoder.take());
    first = first.plus(entryCount);
    return block;
  }
}
