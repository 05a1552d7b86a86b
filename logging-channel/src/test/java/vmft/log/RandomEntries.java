package vmft.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/** A seeded source of logs that holds every type of entry and jumps in the counts of any size. */
public final class RandomEntries {
  private final Random random;
  private long count;

  public RandomEntries(long seed) {
    this.random = new Random(seed);
  }

  /** The next {@code size} entries of one log. */
  public List<LogEntry> next(int size) {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(next());
    }
    return entries;
  }

  /** The next entry of one log. */
  public LogEntry next() {
    count += random.nextLong() >>> (63 - random.nextInt(45));
    EntryType type = oneOf(EntryType.values());
    return switch (type) {
      case TIMER -> new TimerExpired(count);
      case CLOCK -> new ClockRead(count, random.nextLong() >> random.nextInt(64));
      case SEED -> new SeedRead(count, random.nextInt(1 << 16));
      case CONSOLE -> new ConsoleInput(count, random.nextInt(256));
      case FRAME -> new FrameReceived(count, bytes(EntryCodec.MAX_FRAME_BYTES));
      case RANDOM -> new RandomBytes(count, bytes(EntryCodec.MAX_RANDOM_BYTES));
      case CONTROL -> new Control(count, oneOf(Command.values()));
      case OUTPUT ->
          new OutputMade(count, oneOf(OutputKind.values()), shortOrLong(), random.nextInt());
      case DIGEST ->
          new StateDigested(
              count, random.nextBoolean(), new StateDigest(random.nextLong(), random.nextLong()));
      case POWER_OFF -> new PoweredOff(count);
    };
  }

  private int shortOrLong() {
    return random.nextInt() >>> (1 + random.nextInt(31));
  }

  private byte[] bytes(int bound) {
    int length = random.nextInt(100) == 0 ? bound : random.nextInt(100);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
