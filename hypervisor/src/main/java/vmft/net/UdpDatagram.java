package vmft.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A UDP datagram (RFC 768).
 *
 * @param sourcePort 0 to 65535
 * @param destinationPort 0 to 65535
 * @param payload at most {@value #MAX_PAYLOAD} bytes; never changed after construction
 */
public record UdpDatagram(int sourcePort, int destinationPort, byte[] payload) {
  public static final int MAX_PAYLOAD = 65_507;

  private static final int HEADER_BYTES = 8;
  private static final int PSEUDO_HEADER_BYTES = 12;

  public UdpDatagram {
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "UDP payload: expected at most " + MAX_PAYLOAD + " bytes, found " + payload.length);
    }
  }

  /** Empty unless the packet is UDP, whole, and its checksum right or absent. */
  public static Optional<UdpDatagram> parse(Ipv4Packet packet) {
    byte[] bytes = packet.payload();
    if (packet.protocol() != Ipv4Packet.UDP || bytes.length < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int length = Short.toUnsignedInt(in.getShort(4));
    if (length < HEADER_BYTES || length > bytes.length) {
      return Optional.empty();
    }
    boolean unchecked = in.getShort(6) == 0;
    if (!unchecked && checksum(packet.source(), packet.destination(), bytes, length) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new UdpDatagram(
            Short.toUnsignedInt(in.getShort(0)),
            Short.toUnsignedInt(in.getShort(2)),
            Arrays.copyOfRange(bytes, HEADER_BYTES, length)));
  }

  /** The packet that carries this datagram. */
  public Ipv4Packet toPacket(Ipv4Address source, Ipv4Address destination) {
    int length = HEADER_BYTES + payload.length;
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putShort((short) sourcePort).putShort((short) destinationPort);
    out.putShort((short) length).putShort((short) 0).put(payload);
    int checksum = checksum(source, destination, out.array(), length);
    // 0 on the wire means "no checksum"; its other representation stands for the value 0.
    out.putShort(6, (short) (checksum == 0 ? 0xffff : checksum));
    return new Ipv4Packet(source, destination, Ipv4Packet.UDP, out.array());
  }

  private static int checksum(Ipv4Address from, Ipv4Address to, byte[] datagram, int length) {
    ByteBuffer all = ByteBuffer.allocate(PSEUDO_HEADER_BYTES + length);
    all.putInt(from.bits()).putInt(to.bits());
    all.putShort((short) Ipv4Packet.UDP).putShort((short) length);
    all.put(datagram, 0, length);
    return InternetChecksum.of(all.array(), all.capacity());
  }
}
