package vmft.net;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An ARP packet for IPv4 over Ethernet (RFC 826): who has this address, and where.
 *
 * @param targetMac all zero in a request
 */
public record ArpPacket(
    Operation operation,
    MacAddress senderMac,
    Ipv4Address sender,
    MacAddress targetMac,
    Ipv4Address target) {

  private static final int BYTES = 28;

  /** Hardware type Ethernet, protocol IPv4, and the lengths of their addresses. */
  private static final long PREFIX = 0x0001_0800_0604L;

  /** What the packet says. */
  public enum Operation {
    REQUEST,
    REPLY
  }

  /** "Who has {@code target}? Tell {@code sender}." */
  public static ArpPacket request(MacAddress senderMac, Ipv4Address sender, Ipv4Address target) {
    return new ArpPacket(Operation.REQUEST, senderMac, sender, MacAddress.ZERO, target);
  }

  /** The answer to a request for {@code mac}'s address. */
  public static ArpPacket replyTo(ArpPacket request, MacAddress mac) {
    return new ArpPacket(
        Operation.REPLY,
        mac,
        request.target,
        /* targetMac= */ request.senderMac,
        /* target= */ request.sender);
  }

  /**
   * Announces the place of an address to everybody (RFC 5227 §3): switches learn the port from the
   * frame's source, hosts refresh their tables. This is what a replica that goes live sends (R5.5).
   */
  public static byte[] gratuitous(MacAddress mac, Ipv4Address address) {
    return request(mac, address, address).toFrame(MacAddress.BROADCAST).encode();
  }

  /** Empty unless it is a whole request or reply of this kind. */
  public static Optional<ArpPacket> parse(byte[] bytes) {
    if (bytes.length < BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long prefix = Integer.toUnsignedLong(in.getInt()) << 16 | Short.toUnsignedLong(in.getShort());
    int operation = in.getShort();
    if (prefix != PREFIX || operation < 1 || operation > 2) {
      return Optional.empty();
    }
    return Optional.of(
        new ArpPacket(
            operation == 1 ? Operation.REQUEST : Operation.REPLY,
            MacAddress.get(in),
            new Ipv4Address(in.getInt()),
            MacAddress.get(in),
            new Ipv4Address(in.getInt())));
  }

  /** The frame that carries this packet. */
  public EthernetFrame toFrame(MacAddress destination) {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.putInt((int) (PREFIX >>> 16)).putShort((short) PREFIX);
    out.putShort((short) (operation == Operation.REQUEST ? 1 : 2));
    senderMac.put(out);
    out.putInt(sender.bits());
    targetMac.put(out);
    out.putInt(target.bits());
    return new EthernetFrame(destination, senderMac, EthernetFrame.ARP, out.array());
  }
}
