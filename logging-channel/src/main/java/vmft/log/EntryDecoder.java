package vmft.log;

import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogEntry.TimerExpired;

/**
 * Unpacks one block, entry by entry; the mirror of {@link EntryEncoder}. Total: any byte string
 * gives entries or one {@link MalformedLogException}, and never more memory than a small multiple
 * of the block. Not thread-safe.
 */
public final class EntryDecoder {
  private final PackedInput in;
  private long previousCount;
  private long previousTicks;

  /**
   * A decoder at the start of a block.
   *
   * @param packed a whole block; not copied, so it must not change while this is in use
   */
  public EntryDecoder(byte[] packed) {
    this.in = new PackedInput(packed);
  }

  /** Whether bytes are left; they may still turn out malformed. */
  public boolean hasNext() {
    return in.hasMore();
  }

  /**
   * The next entry.
   *
   * @throws MalformedLogException also at the end of the block; after that, give up the block
   */
  public LogEntry next() throws MalformedLogException {
    int head = in.getByte("entry type");
    EntryType type = EntryType.ofCode(head & (1 << EntryType.CODE_BITS) - 1);
    if (type == null) {
      throw in.malformed("entry type: expected one of the known types, found " + (head & 0xf));
    }
    previousCount = nextCount();
    return entry(type, head >>> EntryType.CODE_BITS, previousCount);
  }

  private long nextCount() throws MalformedLogException {
    long delta = in.getVarint("instruction count");
    if (delta < 0 || previousCount + delta < 0) {
      throw in.malformed("instruction count: expected less than 2^63, found more");
    }
    return previousCount + delta;
  }

  private LogEntry entry(EntryType type, int flags, long count) throws MalformedLogException {
    return switch (type) {
      case CONTROL -> new Control(count, command(flags));
      case OUTPUT -> output(count, flags);
      case DIGEST -> digest(count, flags);
      default -> {
        requireFlags(flags == 0, type, flags);
        yield entryWithoutFlags(type, count);
      }
    };
  }

  private LogEntry entryWithoutFlags(EntryType type, long count) throws MalformedLogException {
    return switch (type) {
      case TIMER -> new TimerExpired(count);
      case CLOCK -> new ClockRead(count, nextTicks());
      case SEED -> new SeedRead(count, (int) in.getFixed(Short.BYTES, "seed bits"));
      case CONSOLE -> new ConsoleInput(count, in.getByte("console byte"));
      case FRAME -> new FrameReceived(count, in.getBytes(EntryCodec.MAX_FRAME_BYTES, "frame"));
      case RANDOM -> new RandomBytes(count, in.getBytes(EntryCodec.MAX_RANDOM_BYTES, "random"));
      case POWER_OFF -> new PoweredOff(count);
      case CONTROL, OUTPUT, DIGEST -> throw new AssertionError(type + " has flags");
    };
  }

  private long nextTicks() throws MalformedLogException {
    previousTicks += in.getZigzag("clock ticks");
    return previousTicks;
  }

  private Command command(int flags) throws MalformedLogException {
    Command command = EntryFlags.command(flags);
    requireFlags(command != null, EntryType.CONTROL, flags);
    return command;
  }

  private OutputMade output(long count, int flags) throws MalformedLogException {
    OutputKind kind = EntryFlags.outputKind(flags);
    requireFlags(kind != null, EntryType.OUTPUT, flags);
    int length = in.getBounded(Integer.MAX_VALUE, "output length");
    int checksum = (int) in.getFixed(Integer.BYTES, "output checksum");
    return new OutputMade(count, kind, length, checksum);
  }

  private StateDigested digest(long count, int flags) throws MalformedLogException {
    requireFlags(flags <= 1, EntryType.DIGEST, flags);
    long high = in.getFixed(Long.BYTES, "state digest");
    long low = in.getFixed(Long.BYTES, "state digest");
    return new StateDigested(count, flags == 1, new StateDigest(high, low));
  }

  private void requireFlags(boolean known, EntryType type, int flags) throws MalformedLogException {
    if (!known) {
      throw in.malformed(type.label() + " flags: expected a known value, found " + flags);
    }
  }
}
