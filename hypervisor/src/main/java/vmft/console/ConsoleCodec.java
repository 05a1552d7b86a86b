package vmft.console;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import vmft.console.ConsoleMessage.Answer;
import vmft.console.ConsoleMessage.Attach;
import vmft.console.ConsoleMessage.Output;

/**
 * The bytes of {@link ConsoleMessage}, without the length that goes before them on the wire: a
 * letter, then the fields in order, numbers of 8 bytes, big-endian.
 */
public final class ConsoleCodec {
  /** Longest message, in bytes. */
  public static final int MAX_BYTES = ConsoleMessage.MAX_OUTPUT + 64;

  /** Says that the other side speaks this protocol, in this version. */
  private static final long MAGIC = 0x766d_6674_636f_6e31L; // "vmftcon1"

  private static final byte ATTACH = 'A';
  private static final byte TYPE = 'T';
  private static final byte OUTPUT = 'O';
  private static final byte STATE = 'S';
  private static final byte ACCEPTED = 'Y';
  private static final byte REFUSED = 'N';

  private ConsoleCodec() {}

  public static byte[] encode(ConsoleMessage message) {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    if (message instanceof Attach attach) {
      out.put(ATTACH).putLong(MAGIC).putLong(attach.from());
    } else if (message instanceof ConsoleMessage.Type type) {
      out.put(TYPE).putLong(type.position()).put(type.bytes());
    } else if (message instanceof Output output) {
      out.put(OUTPUT).putLong(output.offset()).put(output.bytes());
    } else if (message instanceof ConsoleMessage.State state) {
      putState(out.put(STATE), state.state());
    } else if (message instanceof Answer answer) {
      putState(out.put(answer.accepted() ? ACCEPTED : REFUSED), answer.state());
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  private static void putState(ByteBuffer out, ConsoleState state) {
    out.put((byte) state.phase().ordinal()).putLong(state.taken()).putLong(state.end());
  }

  /**
   * @throws IllegalArgumentException if it is no message of this protocol; one line
   */
  public static ConsoleMessage decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ConsoleMessage message;
    try {
      message = decode(in);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("console message: it ends too early", e);
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("console message: it goes on behind its end");
    }
    return message;
  }

  private static ConsoleMessage decode(ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case ATTACH -> attach(in);
      case TYPE -> new ConsoleMessage.Type(in.getLong(), rest(in));
      case OUTPUT -> new Output(in.getLong(), rest(in));
      case STATE -> new ConsoleMessage.State(state(in));
      case ACCEPTED, REFUSED -> new Answer(kind == ACCEPTED, state(in));
      default ->
          throw new IllegalArgumentException("console message: expected a kind, found " + kind);
    };
  }

  private static Attach attach(ByteBuffer in) {
    long magic = in.getLong();
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          String.format("console: expected the magic number %x, found %x", MAGIC, magic));
    }
    return new Attach(in.getLong());
  }

  private static ConsoleState state(ByteBuffer in) {
    int phase = in.get();
    ConsoleState.Phase[] phases = ConsoleState.Phase.values();
    if (phase < 0 || phase >= phases.length) {
      throw new IllegalArgumentException("console state: expected a phase, found " + phase);
    }
    return new ConsoleState(phases[phase], in.getLong(), in.getLong());
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
