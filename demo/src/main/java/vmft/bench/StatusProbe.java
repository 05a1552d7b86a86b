package vmft.bench;

import java.time.Duration;
import vmft.demo.cluster.Part;
import vmft.event.Event;

/** Two status samples of a replica, some time apart, and what happened between them. */
record StatusProbe(Event before, Event after) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * @param settle what happens before that does not count
   */
  static StatusProbe take(Part replica, Duration settle, Duration length)
      throws InterruptedException {
    Event first = sampleAfter(replica, 0);
    Event before = sampleAfter(replica, first.atMicros() + settle.toNanos() / 1000);
    Event after = sampleAfter(replica, before.atMicros() + length.toNanos() / 1000);
    if (!after.status().isProtected()) {
      throw new BenchException(replica.name() + ": " + after.status().reason());
    }
    return new StatusProbe(before, after);
  }

  private static Event sampleAfter(Part replica, long micros) throws InterruptedException {
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (replica.isAlive() && System.nanoTime() < giveUpAt) {
      var sample = replica.events().lastSample().filter(event -> event.atMicros() >= micros);
      if (sample.isPresent()) {
        return sample.get();
      }
      Thread.sleep(10);
    }
    throw new BenchException(
        replica.name()
            + ": expected it to tell its status, found: "
            + replica.lastWords().orElse("nothing"));
  }

  double seconds() {
    return (after.atMicros() - before.atMicros()) / 1e6;
  }

  long entries() {
    return after.status().entries() - before.status().entries();
  }

  /** Packed, without framing. */
  long entryBytes() {
    return after.status().logBytes() - before.status().logBytes();
  }

  /** Framing included. */
  long bytesSent() {
    return after.channelBytesSent() - before.channelBytesSent();
  }

  /** Framing included. */
  long bytesReceived() {
    return after.channelBytes() - before.channelBytes() - bytesSent();
  }
}
