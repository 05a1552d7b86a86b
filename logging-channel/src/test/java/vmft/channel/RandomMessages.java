package vmft.channel;

import java.util.Random;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.log.EntryCodec;
import vmft.log.Generation;
import vmft.log.LogPosition;
import vmft.log.RandomEntries;

/** A seeded source of messages of every type. */
public final class RandomMessages {
  private final Random random;

  public RandomMessages(long seed) {
    this.random = new Random(seed);
  }

  public Message next(Generation generation) {
    return switch (random.nextInt(5)) {
      case 0 -> new Hello(pairing(generation));
      case 1 -> new Welcome();
      case 2 -> new Refusal("reason " + random.nextInt());
      case 3 -> new Acknowledgement(new LogPosition(anyLong()), anyLong(), anyLong());
      default -> batch();
    };
  }

  public Pairing pairing(Generation generation) {
    return new Pairing(
        "machine-" + random.nextInt(),
        generation,
        Long.toHexString(random.nextLong()),
        "ram=64M\nnet=" + random.nextBoolean(),
        "engine " + random.nextInt(9),
        random.nextLong());
  }

  private Batch batch() {
    int entryCount = random.nextInt(5);
    long first = anyLong() >>> 1;
    return new Batch(
        new LogPosition(first),
        entryCount,
        EntryCodec.pack(new RandomEntries(random.nextLong()).next(entryCount)),
        anyLong(),
        new LogPosition((first + entryCount) >>> random.nextInt(63)),
        anyLong());
  }

  private long anyLong() {
    return random.nextLong() >>> (1 + random.nextInt(62));
  }
}
