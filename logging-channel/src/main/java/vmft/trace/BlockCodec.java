package vmft.trace;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.List;
import vmft.log.EntryCodec;
import vmft.log.LogEntry;
import vmft.log.LogPosition;
import vmft.log.MalformedLogException;

/**
 * The body of a block section: first position (8 bytes), first count (8), number of entries (4),
 * time of writing (8), packed size (4), then the packed entries compressed with zstd. Pure.
 */
final class BlockCodec {
  private static final int PACKED_SIZE_AT = TraceBlock.BODY_HEADER_BYTES - Integer.BYTES;

  private BlockCodec() {}

  static Section encode(PackedBlock block, long writtenAtMillis) {
    byte[] compressed = Zstd.compress(block.packed());
    ByteBuffer body = ByteBuffer.allocate(TraceBlock.BODY_HEADER_BYTES + compressed.length);
    body.putLong(block.first().value()).putLong(block.firstCount()).putInt(block.entryCount());
    body.putLong(writtenAtMillis).putInt(block.packed().length).put(compressed);
    return new Section(Section.Kind.BLOCK, body.flip());
  }

  /** What the index says of the block at {@code offset}; its entries are not looked at. */
  static TraceBlock describe(Section section, long offset) throws FaultySectionException {
    ByteBuffer body = section.body().duplicate();
    if (body.remaining() < TraceBlock.BODY_HEADER_BYTES) {
      throw damaged(offset, "expected a block, found " + body.remaining() + " bytes");
    }
    long first = body.getLong();
    long firstCount = body.getLong();
    int entryCount = body.getInt();
    if (first < 0 || firstCount < 0 || entryCount < 1) {
      throw damaged(offset, "expected the numbers of a block, found negative ones");
    }
    return new TraceBlock(offset, new LogPosition(first), firstCount, entryCount, body.getLong());
  }

  /** The entries of the block that {@code block} describes. */
  static List<LogEntry> entries(Section section, TraceBlock block) throws FaultySectionException {
    if (!describe(section, block.offset()).equals(block)) {
      throw damaged(block.offset(), "expected the block that the index announces, found another");
    }
    List<LogEntry> entries = unpack(section, block);
    if (entries.get(0).count() != block.firstCount()) {
      throw damaged(block.offset(), "expected another count of the first entry than found");
    }
    return entries;
  }

  private static List<LogEntry> unpack(Section section, TraceBlock block)
      throws FaultySectionException {
    try {
      return EntryCodec.unpack(decompress(section, block), block.entryCount());
    } catch (MalformedLogException e) {
      throw damaged(block.offset(), e.getMessage());
    }
  }

  private static byte[] decompress(Section section, TraceBlock block)
      throws FaultySectionException {
    ByteBuffer body = section.body().duplicate();
    int size = body.getInt(PACKED_SIZE_AT);
    if (size < 0 || size > TraceBlock.MAX_PACKED_BYTES) {
      throw damaged(
          block.offset(),
          "expected at most " + TraceBlock.MAX_PACKED_BYTES + " bytes of entries, found " + size);
    }
    byte[] compressed = new byte[body.remaining() - TraceBlock.BODY_HEADER_BYTES];
    body.position(TraceBlock.BODY_HEADER_BYTES).get(compressed);
    try {
      return Zstd.decompress(compressed, size);
    } catch (ZstdException e) {
      throw damaged(block.offset(), "entries do not decompress: " + e.getMessage());
    }
  }

  private static FaultySectionException damaged(long offset, String detail) {
    return new FaultySectionException(TraceEnding.damaged(offset, detail));
  }
}
