package vmft.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A TCP segment (RFC 9293), for looking at what was captured. Options are skipped.
 *
 * @param sourcePort 0 to 65535
 * @param destinationPort 0 to 65535
 * @param sequence number of the first byte, or of SYN; unsigned, wraps around
 * @param flags the low byte of the flags
 * @param payload never changed after construction
 */
public record TcpSegment(
    int sourcePort, int destinationPort, int sequence, int flags, byte[] payload) {
  public static final int FIN = 1;
  public static final int SYN = 2;
  public static final int RST = 4;

  private static final int HEADER_BYTES = 20;
  private static final int PSEUDO_HEADER_BYTES = 12;

  /** Empty unless the packet is TCP, whole, and its checksum right. */
  public static Optional<TcpSegment> parse(Ipv4Packet packet) {
    byte[] bytes = packet.payload();
    if (packet.protocol() != Ipv4Packet.TCP || bytes.length < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int headerBytes = (in.get(12) >> 4 & 15) * 4;
    if (headerBytes < HEADER_BYTES || headerBytes > bytes.length || checksum(packet) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TcpSegment(
            Short.toUnsignedInt(in.getShort(0)),
            Short.toUnsignedInt(in.getShort(2)),
            in.getInt(4),
            Byte.toUnsignedInt(in.get(13)),
            Arrays.copyOfRange(bytes, headerBytes, bytes.length)));
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private static int checksum(Ipv4Packet packet) {
    byte[] segment = packet.payload();
    ByteBuffer all = ByteBuffer.allocate(PSEUDO_HEADER_BYTES + segment.length);
    all.putInt(packet.source().bits()).putInt(packet.destination().bits());
    all.putShort((short) Ipv4Packet.TCP).putShort((short) segment.length).put(segment);
    return InternetChecksum.of(all.array(), all.capacity());
  }
}
