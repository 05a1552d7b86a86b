package vmft.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The packed form of log entries, as it travels in a {@code Batch} and lies in a trace file.
 *
 * <p>A block is a run of entries, each
 *
 * <pre>
 *   1 byte      low 4 bits: type, high 4 bits: flags (what they mean depends on the type)
 *   varint      instructions since the previous entry of the block
 *   payload     depends on the type; a clock read: zigzag varint of the ticks since the block's
 *               previous clock read
 * </pre>
 *
 * The entry before the first one counts as count 0 and ticks 0, so that the first of each is
 * absolute and a block needs nothing but itself. The whole table with sizes is in {@code
 * docs/PROTOCOL.md}, "Entries".
 */
public final class EntryCodec {
  /** The longest Ethernet frame in an entry: 64 KiB and a header, what virtio-net can carry. */
  public static final int MAX_FRAME_BYTES = 65_550;

  /** The longest answer to one request of virtio-rng. */
  public static final int MAX_RANDOM_BYTES = 65_536;

  /** Upper bound on the packed size of one entry: type, count, length and the longest payload. */
  public static final int MAX_ENTRY_BYTES = 1 + 10 + 3 + MAX_FRAME_BYTES;

  private EntryCodec() {}

  /** Packs all of {@code entries} into one block. */
  public static byte[] pack(List<LogEntry> entries) {
    EntryEncoder encoder = new EntryEncoder();
    entries.forEach(encoder::append);
    return encoder.take();
  }

  /**
   * Unpacks a whole block.
   *
   * @param entryCount number of entries that the block is said to hold
   * @throws MalformedLogException if the bytes are not exactly that many entries
   */
  public static List<LogEntry> unpack(byte[] packed, int entryCount) throws MalformedLogException {
    EntryDecoder decoder = new EntryDecoder(packed);
    List<LogEntry> entries = new ArrayList<>();
    while (decoder.hasNext()) {
      entries.add(decoder.next());
    }
    if (entries.size() != entryCount) {
      throw new MalformedLogException(
          "log entries: expected " + entryCount + ", found " + entries.size());
    }
    return entries;
  }
}
