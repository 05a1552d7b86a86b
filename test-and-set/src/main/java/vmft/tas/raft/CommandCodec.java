package vmft.tas.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import vmft.tas.TestAndSet.Flag;

/**
 * The bytes of a {@link Command}, in the Raft log and in snapshots:
 *
 * <pre>
 * probe:  version u8 = 1 | kind u8 = 2
 * claim:  version u8 = 1 | kind u8 = 1 | machine name | generation i64 | claimant name
 * name:   length u8, 1 to 255 | that many bytes of UTF-8
 * </pre>
 *
 * Numbers are big-endian. Decoding is total: any bytes give a command or a {@link
 * MalformedCommandException}, and what decodes encodes to the same bytes again.
 */
final class CommandCodec {
  static final int LONGEST_NAME_BYTES = 255;

  private static final byte VERSION = 1;
  private static final byte CLAIM = 1;
  private static final byte PROBE = 2;
  private static final int HEADER_BYTES = 2;

  private CommandCodec() {}

  /**
   * @throws IllegalArgumentException if a name of a claim is empty, too long or not text
   */
  static byte[] encode(Command command) {
    if (command instanceof Command.Claim claim) {
      return encodeClaim(claim);
    }
    return new byte[] {VERSION, PROBE};
  }

  static Command decode(byte[] bytes) throws MalformedCommandException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    require(in, HEADER_BYTES, "version and kind");
    byte version = in.get();
    if (version != VERSION) {
      throw new MalformedCommandException(
          "expected command version " + VERSION + ", found " + version);
    }
    Command command = decodeBody(in.get(), in);
    if (in.hasRemaining()) {
      throw new MalformedCommandException(
          "expected the end of the command, found " + in.remaining() + " more bytes");
    }
    return command;
  }

  private static byte[] encodeClaim(Command.Claim claim) {
    byte[] machine = nameBytes("machine", claim.flag().machine());
    byte[] claimant = nameBytes("claimant", claim.claimant());
    return ByteBuffer.allocate(HEADER_BYTES + 1 + machine.length + Long.BYTES + 1 + claimant.length)
        .put(VERSION)
        .put(CLAIM)
        .put((byte) machine.length)
        .put(machine)
        .putLong(claim.flag().generation())
        .put((byte) claimant.length)
        .put(claimant)
        .array();
  }

  private static byte[] nameBytes(String what, String name) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      if (bytes.length >= 1 && bytes.length <= LONGEST_NAME_BYTES) {
        return bytes;
      }
      throw new IllegalArgumentException(
          "expected a " + what + " name of 1 to 255 bytes, found " + bytes.length);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("expected a " + what + " name in Unicode: " + e, e);
    }
  }

  private static Command decodeBody(byte kind, ByteBuffer in) throws MalformedCommandException {
    switch (kind) {
      case PROBE:
        return new Command.Probe();
      case CLAIM:
        String machine = decodeName(in, "machine name");
        require(in, Long.BYTES, "generation");
        long generation = in.getLong();
        return new Command.Claim(new Flag(machine, generation), decodeName(in, "claimant name"));
      default:
        throw new MalformedCommandException("expected command kind 1 or 2, found " + kind);
    }
  }

  private static String decodeName(ByteBuffer in, String what) throws MalformedCommandException {
    require(in, 1, "length of the " + what);
    int length = Byte.toUnsignedInt(in.get());
    if (length == 0) {
      throw new MalformedCommandException("expected a " + what + ", found an empty one");
    }
    require(in, length, what);
    ByteBuffer name = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(name)
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedCommandException("expected UTF-8 in the " + what + ": " + e.getMessage());
    }
  }

  private static void require(ByteBuffer in, int bytes, String what)
      throws MalformedCommandException {
    if (in.remaining() < bytes) {
      throw new MalformedCommandException(
          "expected " + bytes + " bytes of " + what + ", found " + in.remaining());
    }
  }
}
