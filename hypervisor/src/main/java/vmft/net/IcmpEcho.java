package vmft.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An ICMP echo message, "ping" (RFC 792).
 *
 * @param identifier 0 to 65535
 * @param sequence 0 to 65535
 * @param payload never changed after construction
 */
public record IcmpEcho(Kind kind, int identifier, int sequence, byte[] payload) {
  private static final int HEADER_BYTES = 8;
  private static final int REPLY_TYPE = 0;
  private static final int REQUEST_TYPE = 8;

  /** Question or answer. */
  public enum Kind {
    REQUEST,
    REPLY
  }

  /** Empty unless the packet is an ICMP echo, whole, with the right checksum. */
  public static Optional<IcmpEcho> parse(Ipv4Packet packet) {
    byte[] bytes = packet.payload();
    if (packet.protocol() != Ipv4Packet.ICMP
        || bytes.length < HEADER_BYTES
        || InternetChecksum.of(bytes, bytes.length) != 0) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int type = in.get();
    int code = in.get();
    if (code != 0 || (type != REQUEST_TYPE && type != REPLY_TYPE)) {
      return Optional.empty();
    }
    return Optional.of(
        new IcmpEcho(
            type == REQUEST_TYPE ? Kind.REQUEST : Kind.REPLY,
            Short.toUnsignedInt(in.getShort(4)),
            Short.toUnsignedInt(in.getShort(6)),
            Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length)));
  }

  /** The answer to this request. */
  public IcmpEcho reply() {
    return new IcmpEcho(Kind.REPLY, identifier, sequence, payload);
  }

  /** The packet that carries this message. */
  public Ipv4Packet toPacket(Ipv4Address source, Ipv4Address destination) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    out.put((byte) (kind == Kind.REQUEST ? REQUEST_TYPE : REPLY_TYPE)).put((byte) 0);
    out.putShort((short) 0);
    out.putShort((short) identifier).putShort((short) sequence).put(payload);
    out.putShort(2, (short) InternetChecksum.of(out.array(), out.capacity()));
    return new Ipv4Packet(source, destination, Ipv4Packet.ICMP, out.array());
  }
}
