package vmft.net;

import java.util.Optional;

/**
 * Learns the address of a machine from the frames that it sends, so that somebody else can announce
 * it in the machine's name (gratuitous ARP after a takeover). The last address seen counts.
 *
 * <p>Confined to one thread.
 */
public final class AddressObserver {
  private MacAddress mac;
  private Ipv4Address address;

  /**
   * @param frame one that the machine sent
   */
  public void observe(byte[] frame) {
    EthernetFrame.parse(frame).ifPresent(this::observe);
  }

  private void observe(EthernetFrame frame) {
    switch (frame.etherType()) {
      case EthernetFrame.ARP ->
          ArpPacket.parse(frame.payload()).ifPresent(arp -> learn(arp.senderMac(), arp.sender()));
      case EthernetFrame.IPV4 ->
          Ipv4Packet.parse(frame.payload()).ifPresent(ip -> learn(frame.source(), ip.source()));
      default -> {}
    }
  }

  private void learn(MacAddress from, Ipv4Address source) {
    if (!source.equals(Ipv4Address.ANY)) {
      mac = from;
      address = source;
    }
  }

  /** The frame that announces the machine; empty if it has not yet shown an address. */
  public Optional<byte[]> announcement() {
    return address == null ? Optional.empty() : Optional.of(ArpPacket.gratuitous(mac, address));
  }
}
