package vmft.log;

import java.util.Objects;

/**
 * One entry of the log: something that the guest could not have computed from its own state, with
 * the instruction count at which it took effect (paper §2.1, requirement R2.2).
 *
 * <p>On the primary an entry says what happened; on the backup it says what is to happen next. The
 * counts of a log never decrease. Entries are immutable values; a byte array handed to an entry
 * must not be changed afterwards.
 *
 * <p>This is the complete list of sources of non-determinism; a new device extends it here.
 */
public sealed interface LogEntry {

  /** Instructions that the guest had retired when the entry took effect; at least 0. */
  long count();

  /**
   * An event that reaches the machine between two instructions: the machine must stand at exactly
   * {@link #count()}, at the start of a block, when it is applied.
   */
  sealed interface Event extends LogEntry {}

  /**
   * An answer to an instruction that answers differently each time. It is consumed by that very
   * instruction, whose own count it bears. A read through a device register bears the count at the
   * start of the block that reads.
   */
  sealed interface Answer extends LogEntry {}

  /** The timer reached {@code mtimecmp}: the timer interrupt becomes pending. */
  record TimerExpired(long count) implements Event {}

  /** A byte typed at the console; 0 to 255. */
  record ConsoleInput(long count, int value) implements Event {
    public ConsoleInput {
      if (value < 0 || value > 255) {
        throw new IllegalArgumentException("console byte: expected 0..255, found " + value);
      }
    }
  }

  /** An Ethernet frame arrived: it is copied to a receive buffer and the interrupt is raised. */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes; see above
  record FrameReceived(long count, byte[] frame) implements Event {
    public FrameReceived {
      Objects.requireNonNull(frame, "frame");
    }
  }

  /** Random bytes for the oldest request of virtio-rng. */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes; see above
  record RandomBytes(long count, byte[] bytes) implements Event {
    public RandomBytes {
      Objects.requireNonNull(bytes, "bytes");
    }
  }

  /** An operator's command, carried out by both replicas at the same count (R4.5). */
  record Control(long count, Command command) implements Event {
    public Control {
      Objects.requireNonNull(command, "command");
    }
  }

  /** What an operator can ask of a running machine. */
  enum Command {
    /** Both replicas stop; nobody takes over. */
    POWER_OFF,
    /** The machine starts again from its image, as after pressing the reset button. */
    RESET
  }

  /** The time that a read of the clock returned, in ticks of 100 ns since the machine started. */
  record ClockRead(long count, long ticks) implements Answer {}

  /** The 16 random bits that a read of the {@code seed} CSR returned; 0 to 65535. */
  record SeedRead(long count, int bits) implements Answer {}

  /**
   * An operation of the guest that the outside world will see. It takes no effect in the guest; the
   * entry exists because a backup may go live only at or after the last output that left (R3.2),
   * and because comparing length and checksum shows a divergence early.
   *
   * @param length bytes of the output
   * @param checksum CRC32C of those bytes
   */
  record OutputMade(long count, OutputKind kind, int length, int checksum) implements LogEntry {
    public OutputMade {
      Objects.requireNonNull(kind, "kind");
    }
  }

  /** Where an output goes. */
  enum OutputKind {
    /** An Ethernet frame to the network. */
    FRAME,
    /** Bytes to the console. */
    CONSOLE
  }

  /**
   * The digest of the machine's state at this count, for comparison (R2.6).
   *
   * @param full whether guest memory is part of it; otherwise registers and devices alone
   */
  record StateDigested(long count, boolean full, StateDigest digest) implements LogEntry {
    public StateDigested {
      Objects.requireNonNull(digest, "digest");
    }
  }

  /**
   * The machine stopped for good at this count, by itself or by command. It is the last entry of a
   * log that ends in order; a log without it ends because something failed.
   */
  record PoweredOff(long count) implements LogEntry {}
}
