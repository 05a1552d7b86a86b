package vmft.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An unfragmented IPv4 packet (RFC 791). Options are skipped when parsing and never written.
 *
 * @param protocol 0 to 255
 * @param payload at most {@value #MAX_PAYLOAD} bytes; never changed after construction
 */
public record Ipv4Packet(
    Ipv4Address source, Ipv4Address destination, int protocol, byte[] payload) {
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int MAX_PAYLOAD = 65_515;

  private static final int HEADER_BYTES = 20;
  private static final int TIME_TO_LIVE = 64;
  private static final int DO_NOT_FRAGMENT = 0x4000;
  private static final int FRAGMENT_MASK = 0x3fff;

  public Ipv4Packet {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(destination, "destination");
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "IPv4 payload: expected at most " + MAX_PAYLOAD + " bytes, found " + payload.length);
    }
  }

  /**
   * Empty unless the header is whole, its checksum right, and the packet complete and no fragment.
   */
  public static Optional<Ipv4Packet> parse(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || (bytes[0] & 0xf0) != 0x40) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int headerBytes = (bytes[0] & 15) * 4;
    int totalBytes = Short.toUnsignedInt(in.getShort(2));
    boolean whole =
        headerBytes >= HEADER_BYTES && totalBytes >= headerBytes && totalBytes <= bytes.length;
    if (!whole
        || (in.getShort(6) & FRAGMENT_MASK) != 0
        || InternetChecksum.of(bytes, headerBytes) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Ipv4Packet(
            new Ipv4Address(in.getInt(12)),
            new Ipv4Address(in.getInt(16)),
            Byte.toUnsignedInt(in.get(9)),
            Arrays.copyOfRange(bytes, headerBytes, totalBytes)));
  }

  /** The frame that carries this packet between two neighbours. */
  public EthernetFrame toFrame(MacAddress from, MacAddress to) {
    return new EthernetFrame(to, from, EthernetFrame.IPV4, encode());
  }

  private byte[] encode() {
    int length = HEADER_BYTES + payload.length;
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putShort((short) 0x4500).putShort((short) length);
    out.putShort((short) 0).putShort((short) DO_NOT_FRAGMENT);
    out.put((byte) TIME_TO_LIVE).put((byte) protocol).putShort((short) 0);
    out.putInt(source.bits()).putInt(destination.bits()).put(payload);
    out.putShort(10, (short) InternetChecksum.of(out.array(), HEADER_BYTES));
    return out.array();
  }
}
