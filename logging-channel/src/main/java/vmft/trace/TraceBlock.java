package vmft.trace;

import java.nio.ByteBuffer;
import vmft.log.EntryCodec;
import vmft.log.LogPosition;

/**
 * What the index knows of a block of a trace file.
 *
 * @param offset where its section begins, in bytes from the start of the file
 * @param first position of its first entry
 * @param firstCount instruction count of its first entry
 * @param entryCount number of its entries, at least 1
 * @param writtenAtMillis wall clock when it was written, in milliseconds since 1970 UTC
 */
public record TraceBlock(
    long offset, LogPosition first, long firstCount, int entryCount, long writtenAtMillis) {

  /** A block is written when its packed entries have reached this size, or earlier by age. */
  static final int FULL_AT_BYTES = 64 << 10;

  /** The most that the packed entries of a block can take: full but for one byte, and one more. */
  static final int MAX_PACKED_BYTES = FULL_AT_BYTES + EntryCodec.MAX_ENTRY_BYTES;

  /** Position, count, number of entries, time and packed size, before the compressed entries. */
  static final int BODY_HEADER_BYTES =
      Long.BYTES + Long.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;

  /** The longest body: compression that does not help adds less than a tenth. */
  static final int MAX_BODY_BYTES = BODY_HEADER_BYTES + MAX_PACKED_BYTES * 11 / 10;

  static final int INDEX_ENTRY_BYTES = 3 * Long.BYTES + Integer.BYTES + Long.BYTES;

  /** Position behind the last entry. */
  public LogPosition end() {
    return first.plus(entryCount);
  }

  void putTo(ByteBuffer index) {
    index.putLong(offset).putLong(first.value()).putLong(firstCount);
    index.putInt(entryCount).putLong(writtenAtMillis);
  }

  static TraceBlock from(ByteBuffer index) {
    return new TraceBlock(
        index.getLong(),
        new LogPosition(index.getLong()),
        index.getLong(),
        index.getInt(),
        index.getLong());
  }
}
