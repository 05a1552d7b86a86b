package vmft.inspect;

import java.util.Optional;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.Ipv4Packet;
import vmft.net.UdpDatagram;

/** An Ethernet frame in a few words: who talks to whom about what. */
final class FrameText {
  private FrameText() {}

  static String of(byte[] frame) {
    return EthernetFrame.parse(frame)
        .map(FrameText::describe)
        .orElse("no Ethernet frame: too short or too long");
  }

  private static String describe(EthernetFrame frame) {
    Optional<String> known =
        switch (frame.etherType()) {
          case EthernetFrame.ARP -> ArpPacket.parse(frame.payload()).map(FrameText::describe);
          case EthernetFrame.IPV4 -> Ipv4Packet.parse(frame.payload()).map(FrameText::describe);
          default -> Optional.empty();
        };
    return known.orElseGet(
        () ->
            String.format(
                "type 0x%04x %s > %s", frame.etherType(), frame.source(), frame.destination()));
  }

  private static String describe(ArpPacket arp) {
    return arp.operation() == ArpPacket.Operation.REQUEST
        ? "ARP who has " + arp.target() + "? tell " + arp.sender()
        : "ARP " + arp.sender() + " is at " + arp.senderMac();
  }

  private static String describe(Ipv4Packet packet) {
    return UdpDatagram.parse(packet)
        .map(datagram -> describe(packet, datagram))
        .orElseGet(() -> protocolOf(packet) + " " + packet.source() + " > " + packet.destination());
  }

  private static String describe(Ipv4Packet packet, UdpDatagram datagram) {
    return String.format(
        "UDP %s:%d > %s:%d, %d bytes",
        packet.source(),
        datagram.sourcePort(),
        packet.destination(),
        datagram.destinationPort(),
        datagram.payload().length);
  }

  private static String protocolOf(Ipv4Packet packet) {
    return packet.protocol() == Ipv4Packet.ICMP ? "ICMP" : "IPv4 protocol " + packet.protocol();
  }
}
