package vmft.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.log.LogPosition;
import vmft.protocol.ProtocolSettings;

/** No buffer grows beyond its bound (R4.1), as far as it shows outside. */
final class MemoryWatch {
  /** What one turn may add to a buffer that was not yet full. */
  private static final long ONE_TURN = 16 << 10;

  private record Sent(LogPosition end, int bytes) {}

  private final ProtocolSettings settings;
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private long unacknowledgedBytes;

  MemoryWatch(ProtocolSettings settings) {
    this.settings = settings;
  }

  void sent(Batch batch) {
    unacknowledgedBytes += batch.entries().length;
    unacknowledged.addLast(new Sent(batch.end(), batch.entries().length));
    Violation.unless(
        unacknowledgedBytes <= settings.maxUnacknowledgedBytes() + ONE_TURN,
        "the primary waits for a slow backup",
        "%d bytes unacknowledged, bound %d",
        unacknowledgedBytes,
        settings.maxUnacknowledgedBytes());
  }

  void acknowledged(Acknowledgement acknowledgement) {
    LogPosition through = acknowledgement.receivedThrough();
    while (!unacknowledged.isEmpty() && through.isAtLeast(unacknowledged.peekFirst().end())) {
      unacknowledgedBytes -= unacknowledged.removeFirst().bytes();
    }
  }
}
