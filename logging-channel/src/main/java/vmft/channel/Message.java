package vmft.channel;

import java.util.Objects;
import vmft.log.LogPosition;

/**
 * What primary and backup say to each other over the logging channel. {@code channel.proto} and
 * {@code docs/PROTOCOL.md} describe the encoding; each message travels in a frame with checksum,
 * sequence number and generation, which the adapter checks before anyone sees the message (R4.4).
 */
public sealed interface Message {

  /**
   * First message of the primary: what it runs. The backup answers {@link Welcome} or {@link
   * Refusal}.
   *
   * @param pairing everything that both sides must have in common
   */
  record Hello(Pairing pairing) implements Message {
    public Hello {
      Objects.requireNonNull(pairing, "pairing");
    }
  }

  /** The backup stands in the same initial state and follows from now on. */
  record Welcome() implements Message {}

  /** The backup will not pair; {@code reason} is one line that names what differs. */
  record Refusal(String reason) implements Message {}

  /**
   * Entries of the log, in order and without gap, and how far the log is complete.
   *
   * @param first position of the first entry
   * @param entryCount number of entries; may be 0
   * @param entries packed by {@code vmft.log.EntryCodec}, self-contained
   * @param horizon the replay horizon: no later entry will have a smaller count, so the backup may
   *     begin blocks that start below it
   * @param releasedThrough outputs whose entries lie before this position have left the primary
   * @param guestTicks the primary's guest time when the batch was made, in ticks of 100 ns, for a
   *     clock that goes on after a takeover
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes after packing
  record Batch(
      LogPosition first,
      int entryCount,
      byte[] entries,
      long horizon,
      LogPosition releasedThrough,
      long guestTicks)
      implements Message {
    public Batch {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(entries, "entries");
      Objects.requireNonNull(releasedThrough, "releasedThrough");
    }

    /** Position behind the last entry. */
    public LogPosition end() {
      return first.plus(entryCount);
    }
  }

  /**
   * The backup holds every entry before {@code receivedThrough}; cumulative (R3.6).
   *
   * @param executedCount instructions that the backup has retired, for the execution lag
   * @param echoTicks {@link Batch#guestTicks} of the newest batch received: how fresh this sign of
   *     life is on the primary's own clock, for its {@code vmft.protocol.Lease}
   */
  record Acknowledgement(LogPosition receivedThrough, long executedCount, long echoTicks)
      implements Message {
    public Acknowledgement {
      Objects.requireNonNull(receivedThrough, "receivedThrough");
    }
  }
}
