package vmft.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * Says whose turn it is to speak for a machine, as the tokens do with which storage fences off a
 * former writer. A switch that has seen a token drops what holders of lower ones send.
 *
 * <p>Only who may speak has one: epoch 1 is the first primary's; whoever wins the test-and-set flag
 * of generation g holds epoch g + 1. So no two replicas ever hold the same, and a backup that has
 * not won holds none.
 *
 * <p>It travels as an Ethernet frame of the local experimental type, to the group address that no
 * bridge forwards (IEEE 802.1Q, table 8-1): whoever does not know it does not pass it on.
 *
 * @param machine name of the machine and of this run of it, at most {@value #MAX_NAME_BYTES} bytes
 * @param epoch at least 1; grows with every takeover
 */
public record FencingToken(String machine, long epoch) {
  /** Far more than a name needs; what the switch remembers is bounded by it. */
  public static final int MAX_NAME_BYTES = 512;

  /** Local experimental EtherType 1, IEEE 802. */
  static final int ETHER_TYPE = 0x88B5;

  private static final MacAddress NEAREST_BRIDGE = new MacAddress(0x0180_C200_000EL);

  /** Locally administered, "vmft" in its tail: it must not count as a frame of the machine. */
  private static final MacAddress SOURCE = new MacAddress(0x0200_766D_6674L);

  /** "vmFT": others experiment with this type too. */
  private static final int MAGIC = 0x766D_4654;

  private static final int FIXED_BYTES = 14;

  public FencingToken {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch: expected at least 1, found " + epoch);
    }
    int bytes = machine.getBytes(UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("machine: name bytes=" + bytes);
    }
  }

  /** The frame that shows the token to a switch. */
  public byte[] toFrame() {
    byte[] name = machine.getBytes(UTF_8);
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + name.length);
    out.putInt(MAGIC).putLong(epoch).putShort((short) name.length).put(name);
    return new EthernetFrame(NEAREST_BRIDGE, SOURCE, ETHER_TYPE, out.array()).encode();
  }

  /** Empty unless the frame is a whole token. */
  public static Optional<FencingToken> parse(byte[] frame) {
    return isToken(frame)
        ? EthernetFrame.parse(frame).flatMap(FencingToken::read)
        : Optional.empty();
  }

  /**
   * Whether a switch would take the frame for a token, whole or not. Cheap: asked of every frame.
   */
  public static boolean isToken(byte[] frame) {
    return frame.length >= EthernetFrame.HEADER_BYTES + FIXED_BYTES
        && ByteBuffer.wrap(frame).getInt(EthernetFrame.HEADER_BYTES) == MAGIC
        && ByteBuffer.wrap(frame).getShort(EthernetFrame.HEADER_BYTES - 2) == (short) ETHER_TYPE
        && EthernetFrame.destinationOf(frame).equals(NEAREST_BRIDGE);
  }

  private static Optional<FencingToken> read(EthernetFrame frame) {
    ByteBuffer in = ByteBuffer.wrap(frame.payload(), Integer.BYTES, frame.payload().length - 4);
    long epoch = in.getLong();
    int length = Short.toUnsignedInt(in.getShort());
    if (epoch < 1 || length > MAX_NAME_BYTES || length > in.remaining()) {
      return Optional.empty();
    }
    try {
      String name = UTF_8.newDecoder().decode(in.slice().limit(length)).toString();
      return Optional.of(new FencingToken(name, epoch));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
