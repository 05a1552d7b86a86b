package vmft.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a gateway that was made for one guest alone (passt) from being confused by a switch with
 * many hosts. Such a gateway answers every ARP request and takes whoever sends it a frame for its
 * guest; so it is shown only what the guest sends to it, and questions for its own addresses.
 *
 * <p>Confined to one thread.
 *
 * @see #question
 */
public final class GatewayPort {
  /** Of the source address in an IPv4 header, RFC 791 §3.1. */
  private static final int SOURCE_OFFSET = 12;

  /** Of the length of an IPv4 packet, in the frame that carries it. */
  private static final int TOTAL_LENGTH_AT = EthernetFrame.HEADER_BYTES + 2;

  private final Network network;
  private boolean guestSeen;

  /**
   * The small network behind the gateway.
   *
   * @param mac of the gateway
   * @param gateway its address
   * @param nameserver another one, at which it answers DNS
   * @param guest the only host that it serves
   */
  public record Network(
      MacAddress mac, Ipv4Address gateway, Ipv4Address nameserver, Ipv4Address guest) {
    /** The addresses that QEMU's user network has. */
    public static final Network DEFAULT =
        new Network(
            MacAddress.parse("52:55:0a:00:02:02"),
            Ipv4Address.parse("10.0.2.2"),
            Ipv4Address.parse("10.0.2.3"),
            Ipv4Address.parse("10.0.2.15"));

    public Network {
      Objects.requireNonNull(mac, "mac");
      Objects.requireNonNull(gateway, "gateway");
      Objects.requireNonNull(nameserver, "nameserver");
      Objects.requireNonNull(guest, "guest");
    }
  }

  public GatewayPort(Network network) {
    this.network = network;
  }

  /** Whether the gateway is to see a frame that leaves the switch by its port. */
  public boolean admits(byte[] frame) {
    boolean admitted = EthernetFrame.parse(frame).filter(this::concernsGateway).isPresent();
    guestSeen |= admitted;
    return admitted;
  }

  private boolean concernsGateway(EthernetFrame frame) {
    boolean toAll = frame.destination().equals(MacAddress.BROADCAST);
    if (!toAll && !frame.destination().equals(network.mac)) {
      return false;
    }
    return switch (frame.etherType()) {
      case EthernetFrame.ARP ->
          ArpPacket.parse(frame.payload())
              .filter(arp -> isGuest(arp.sender()) && isHere(arp.target()))
              .isPresent();
      case EthernetFrame.IPV4 ->
          sourceOf(frame.payload())
              .filter(source -> toAll ? source.equals(Ipv4Address.ANY) : isGuest(source))
              .isPresent();
      default -> false;
    };
  }

  /** Of a packet or of a fragment. */
  private static Optional<Ipv4Address> sourceOf(byte[] packet) {
    return packet.length < SOURCE_OFFSET + Integer.BYTES
        ? Optional.empty()
        : Optional.of(new Ipv4Address(ByteBuffer.wrap(packet).getInt(SOURCE_OFFSET)));
  }

  /** The guest, or somebody without an address yet, as with DHCP. */
  private boolean isGuest(Ipv4Address sender) {
    return sender.equals(network.guest) || sender.equals(Ipv4Address.ANY);
  }

  /** An address of the gateway's, or the guest's own, which announces itself so. */
  private boolean isHere(Ipv4Address target) {
    return target.equals(network.gateway)
        || target.equals(network.nameserver)
        || target.equals(network.guest);
  }

  /**
   * Cuts off what pads a short packet to the length of an Ethernet frame: passt of Debian 12 drops
   * a datagram that is followed by anything.
   */
  public static byte[] withoutPadding(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    boolean packet =
        frame.length >= TOTAL_LENGTH_AT + Short.BYTES
            && in.getShort(EthernetFrame.HEADER_BYTES - Short.BYTES) == EthernetFrame.IPV4;
    if (!packet) {
      return frame;
    }
    int length = EthernetFrame.HEADER_BYTES + Short.toUnsignedInt(in.getShort(TOTAL_LENGTH_AT));
    return length < frame.length ? Arrays.copyOf(frame, length) : frame;
  }

  /**
   * "Who is the guest?", in the gateway's name: its answer shows the gateway where to send to.
   *
   * @return empty once the guest has been seen
   */
  public Optional<byte[]> question() {
    if (guestSeen) {
      return Optional.empty();
    }
    ArpPacket question = ArpPacket.request(network.mac, network.gateway, network.guest);
    return Optional.of(question.toFrame(MacAddress.BROADCAST).encode());
  }
}
