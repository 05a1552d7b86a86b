package vmft.log;

import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.StateDigested;

/**
 * Packs entries into blocks; the mirror of {@link EntryDecoder}. Not thread-safe. It allocates only
 * when its buffer grows and in {@link #take()}; how large a block may get is the caller's choice.
 */
public final class EntryEncoder {
  private final PackedOutput out = new PackedOutput();
  private int entryCount;
  private long previousCount;
  private long previousTicks;

  /** Entries in the block so far. */
  public int entryCount() {
    return entryCount;
  }

  /** Packed size of the block so far. */
  public int sizeInBytes() {
    return out.size();
  }

  /** Adds an entry, whose count must not be smaller than that of the entry before it. */
  public void append(LogEntry entry) {
    Invariants.checkAtMost(previousCount, entry.count(), "counts of a log never decrease");
    EntryType type = EntryType.of(entry);
    out.putByte(type.code() | flagsOf(type, entry) << EntryType.CODE_BITS);
    out.putVarint(entry.count() - previousCount);
    putPayload(type, entry);
    previousCount = entry.count();
    entryCount++;
  }

  /** The block so far; the next entry begins a new one. */
  public byte[] take() {
    entryCount = 0;
    previousCount = 0;
    previousTicks = 0;
    return out.takeAll();
  }

  private static int flagsOf(EntryType type, LogEntry entry) {
    return switch (type) {
      case CONTROL -> EntryFlags.of(((Control) entry).command());
      case OUTPUT -> EntryFlags.of(((OutputMade) entry).kind());
      case DIGEST -> EntryFlags.of(((StateDigested) entry).full());
      default -> 0;
    };
  }

  private void putPayload(EntryType type, LogEntry entry) {
    switch (type) {
      case CLOCK -> putTicks(((ClockRead) entry).ticks());
      case SEED -> putSeed(((SeedRead) entry).bits());
      case CONSOLE -> out.putByte(((ConsoleInput) entry).value());
      case FRAME -> putBytes(((FrameReceived) entry).frame(), EntryCodec.MAX_FRAME_BYTES);
      case RANDOM -> putBytes(((RandomBytes) entry).bytes(), EntryCodec.MAX_RANDOM_BYTES);
      case OUTPUT -> putOutput((OutputMade) entry);
      case DIGEST -> putDigest(((StateDigested) entry).digest());
      case TIMER, CONTROL, POWER_OFF -> {}
    }
  }

  private void putTicks(long ticks) {
    out.putZigzag(ticks - previousTicks);
    previousTicks = ticks;
  }

  private void putSeed(int bits) {
    Invariants.check(bits >>> Short.SIZE == 0, "seed: expected 16 bits, found %d", bits);
    out.putFixed(bits, Short.BYTES);
  }

  private void putBytes(byte[] bytes, int bound) {
    Invariants.checkAtMost(bytes.length, bound, "bytes of an entry");
    out.putBytes(bytes);
  }

  private void putOutput(OutputMade output) {
    Invariants.checkAtMost(0, output.length(), "length of an output");
    out.putVarint(output.length());
    out.putFixed(output.checksum(), Integer.BYTES);
  }

  private void putDigest(StateDigest digest) {
    out.putFixed(digest.high(), Long.BYTES);
    out.putFixed(digest.low(), Long.BYTES);
  }
}
