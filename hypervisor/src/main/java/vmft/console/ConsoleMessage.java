package vmft.console;

import java.util.Objects;

/** What a replica and a console say to each other. */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes
public sealed interface ConsoleMessage {
  /** Most bytes of input in one message. */
  int MAX_TYPED = 1024;

  /** Most bytes of output in one message. */
  int MAX_OUTPUT = 16 << 10;

  /**
   * From the console, once, first.
   *
   * @param from number of the first byte of output wanted; -1 for all that is kept
   */
  record Attach(long from) implements ConsoleMessage {
    /** All that is kept. */
    public static final long EVERYTHING = -1;

    public Attach {
      requireNumber("offset", from, EVERYTHING);
    }
  }

  /**
   * From the console; the next only after the answer to this.
   *
   * @param position the number that the first byte is to get
   */
  record Type(long position, byte[] bytes) implements ConsoleMessage {
    public Type {
      requireNumber("position", position, 0);
      requireLength(bytes, MAX_TYPED);
    }
  }

  /**
   * From the replica.
   *
   * @param offset number of the first byte
   */
  record Output(long offset, byte[] bytes) implements ConsoleMessage {
    public Output {
      requireNumber("offset", offset, 0);
      requireLength(bytes, MAX_OUTPUT);
    }
  }

  /** From the replica, upon attaching and when it changes. */
  record State(ConsoleState state) implements ConsoleMessage {
    public State {
      Objects.requireNonNull(state, "state");
    }
  }

  /**
   * From the replica, the answer to a {@link Type}.
   *
   * @param accepted whether the bytes wait for the machine now; if not, none of them does
   */
  record Answer(boolean accepted, ConsoleState state) implements ConsoleMessage {
    public Answer {
      Objects.requireNonNull(state, "state");
    }
  }

  private static void requireNumber(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          what + ": expected at least " + least + ", found " + value);
    }
  }

  private static void requireLength(byte[] bytes, int most) {
    if (bytes.length == 0 || bytes.length > most) {
      throw new IllegalArgumentException(
          "bytes: expected 1.." + most + " of them, found " + bytes.length);
    }
  }
}
