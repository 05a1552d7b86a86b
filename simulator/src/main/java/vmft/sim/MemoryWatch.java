package vmft.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.protocol.ProtocolSettings;

/** No buffer grows beyond its bound (R4.1), as far as it shows outside. */
final class MemoryWatch {
  /** What one turn may add to a buffer that was not yet full. */
  private static final long ONE_TURN = 4 << 10;

  /** What an entry takes in memory besides its bytes, at least. */
  private static final int ENTRY = 48;

  /** Entries that fit into the socket of a replica that stood still, and are taken all at once. */
  private static final long INBOX = 64 << 10;

  /** Bytes of a batch, and the position or count that frees them. */
  private record Buffered(long until, int bytes) {}

  private final ProtocolSettings settings;
  private final Deque<Buffered> unacknowledged = new ArrayDeque<>();
  private final Deque<Buffered> unexecuted = new ArrayDeque<>();
  private long unacknowledgedBytes;
  private long unexecutedBytes;
  private long emittedByPrimary;

  MemoryWatch(ProtocolSettings settings) {
    this.settings = settings;
  }

  void sent(Batch batch) {
    unacknowledged.addLast(new Buffered(batch.end().value(), batch.entries().length));
    unacknowledgedBytes += batch.entries().length;
    check("log not acknowledged", unacknowledgedBytes, settings.maxUnacknowledgedBytes());
  }

  void acknowledged(Acknowledgement acknowledgement) {
    unacknowledgedBytes -= drop(unacknowledged, acknowledgement.receivedThrough().value());
  }

  void received(Batch batch) {
    int bytes = ENTRY * batch.entryCount();
    unexecuted.addLast(new Buffered(batch.horizon(), bytes));
    unexecutedBytes += bytes;
    check("log not executed", unexecutedBytes, settings.maxWaitingBytes() + INBOX);
  }

  void emitted(Side side, int bytes) {
    emittedByPrimary += side == Side.PRIMARY ? bytes : 0;
  }

  void turnTaken(Side side, ToyMachine machine) {
    if (side == Side.BACKUP) {
      unexecutedBytes -= drop(unexecuted, machine.count());
    } else {
      check(
          "outputs held", machine.outputBytes() - emittedByPrimary, settings.maxHeldOutputBytes());
    }
  }

  private static long drop(Deque<Buffered> packed, long reached) {
    long dropped = 0;
    while (!packed.isEmpty() && packed.peekFirst().until() <= reached) {
      dropped += packed.removeFirst().bytes();
    }
    return dropped;
  }

  private static void check(String what, long bytes, long bound) {
    Violation.unless(
        bytes <= bound + ONE_TURN,
        "buffers are bounded",
        "%s: %d bytes, bound %d",
        what,
        bytes,
        bound);
  }
}
