package vmft.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketsTest {
  private static final MacAddress GUEST_MAC = MacAddress.parse("52:54:00:12:34:56");
  private static final MacAddress CLIENT_MAC = MacAddress.parse("02:00:00:00:00:01");
  private static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");
  private static final Ipv4Address CLIENT = Ipv4Address.parse("10.0.2.100");

  @Test
  void addressesReadTheirOwnText() {
    assertThat(MacAddress.parse("52:54:00:12:34:56")).hasToString("52:54:00:12:34:56");
    assertThat(Ipv4Address.parse("10.0.2.255")).hasToString("10.0.2.255");
    assertThat(Ipv4Address.parse("255.255.255.255")).isEqualTo(Ipv4Address.BROADCAST);
  }

  @Test
  void aBadAddressIsRefusedWithWhatWasExpectedAndFound() {
    assertThatThrownBy(() -> MacAddress.parse("52:54:00:12:34"))
        .hasMessage(
            "MAC address: expected six bytes such as 52:54:00:12:34:56, found '52:54:00:12:34'");
    assertThatThrownBy(() -> Ipv4Address.parse("10.0.2.256"))
        .hasMessage("IPv4 address: expected four numbers such as 10.0.2.15, found '10.0.2.256'");
    assertThatThrownBy(() -> Ipv4Address.parse("localhost"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyTheLowestBitOfTheFirstByteMakesAnAddressMulticast() {
    assertThat(MacAddress.BROADCAST.isMulticast()).isTrue();
    assertThat(MacAddress.parse("01:00:5e:00:00:01").isMulticast()).isTrue();
    assertThat(GUEST_MAC.isMulticast()).isFalse();
  }

  @Test
  void aGratuitousArpIsTheRequestThatEverybodyHears() {
    String expected =
        "ffffffffffff"
            + "525400123456"
            + "0806" // Ethernet
            + "0001080006040001"
            + "525400123456"
            + "0a00020f"
            + "000000000000"
            + "0a00020f"
            + "00".repeat(18); // padding to 60 bytes
    assertThat(HexFormat.of().formatHex(ArpPacket.gratuitous(GUEST_MAC, GUEST)))
        .isEqualTo(expected);
  }

  @Test
  void arpSurvivesTheWire() {
    ArpPacket request = ArpPacket.request(CLIENT_MAC, CLIENT, GUEST);
    ArpPacket reply = ArpPacket.replyTo(request, GUEST_MAC);
    assertThat(throughTheWire(request)).isEqualTo(request);
    assertThat(throughTheWire(reply)).isEqualTo(reply);
    assertThat(reply.target()).isEqualTo(CLIENT);
    assertThat(reply.targetMac()).isEqualTo(CLIENT_MAC);
  }

  private static ArpPacket throughTheWire(ArpPacket packet) {
    byte[] wire = packet.toFrame(MacAddress.BROADCAST).encode();
    return EthernetFrame.parse(wire).flatMap(f -> ArpPacket.parse(f.payload())).orElseThrow();
  }

  @Test
  void anIpv4HeaderHasTheChecksumOfTheTextbook() {
    // The example of RFC 1071 users everywhere: this header's checksum is b861.
    byte[] header = HexFormat.of().parseHex("45000073000040004011b861c0a80001c0a800c7");
    assertThat(InternetChecksum.of(header, header.length)).isZero();
    header[10] = 0;
    header[11] = 0;
    assertThat(InternetChecksum.of(header, header.length)).isEqualTo(0xb861);
  }

  @Test
  void aDatagramSurvivesTheWireWithPaddingAndWithAnOddLength() {
    for (String text : new String[] {"", "a", "odd", "even", "x".repeat(1400)}) {
      UdpDatagram sent = new UdpDatagram(50_000, 7_000, text.getBytes(US_ASCII));
      byte[] wire = sent.toPacket(CLIENT, GUEST).toFrame(CLIENT_MAC, GUEST_MAC).encode();
      Ipv4Packet packet = ipv4(wire);
      UdpDatagram received = UdpDatagram.parse(packet).orElseThrow();
      assertThat(packet.source()).isEqualTo(CLIENT);
      assertThat(packet.destination()).isEqualTo(GUEST);
      assertThat(received.sourcePort()).isEqualTo(50_000);
      assertThat(received.destinationPort()).isEqualTo(7_000);
      assertThat(received.payload()).asString(US_ASCII).isEqualTo(text);
    }
  }

  @Test
  void aDatagramWithoutChecksumIsAccepted() {
    Ipv4Packet packet = new UdpDatagram(1, 2, new byte[] {3}).toPacket(CLIENT, GUEST);
    packet.payload()[6] = 0;
    packet.payload()[7] = 0;
    assertThat(UdpDatagram.parse(packet)).isPresent();
  }

  @Test
  void aPingIsAnsweredInKind() {
    IcmpEcho request = new IcmpEcho(IcmpEcho.Kind.REQUEST, 77, 3, new byte[] {1, 2, 3});
    byte[] wire = request.toPacket(CLIENT, GUEST).toFrame(CLIENT_MAC, GUEST_MAC).encode();
    IcmpEcho reply = IcmpEcho.parse(ipv4(wire)).orElseThrow().reply();
    assertThat(reply.kind()).isEqualTo(IcmpEcho.Kind.REPLY);
    assertThat(reply.identifier()).isEqualTo(77);
    assertThat(reply.sequence()).isEqualTo(3);
    assertThat(reply.payload()).containsExactly(1, 2, 3);
  }

  @Test
  void everyFlippedBitOfAnIpv4PacketIsNoticed() {
    byte[] good =
        new UdpDatagram(9, 10, new byte[] {1, 2, 3})
            .toPacket(CLIENT, GUEST)
            .toFrame(CLIENT_MAC, GUEST_MAC)
            .payload();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Ipv4Packet.parse(bad).flatMap(UdpDatagram::parse)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void aPacketCutOffAnywhereIsNoPacket() {
    byte[] udp =
        new UdpDatagram(9, 10, new byte[40])
            .toPacket(CLIENT, GUEST)
            .toFrame(CLIENT_MAC, GUEST_MAC)
            .encode();
    byte[] arp = ArpPacket.gratuitous(GUEST_MAC, GUEST);
    for (int length = 0; length < udp.length; length++) {
      assertThat(parseAll(java.util.Arrays.copyOf(udp, length))).isFalse();
    }
    for (int length = 0; length < EthernetFrame.HEADER_BYTES + 28; length++) {
      assertThat(parseAll(java.util.Arrays.copyOf(arp, length))).isFalse();
    }
  }

  @Test
  void anyBytesAreParsedWithoutAnException() {
    Random random = new Random(5);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 20 && random.nextBoolean()) {
        bytes[12] = 8;
        bytes[13] = (byte) (random.nextBoolean() ? 6 : 0);
        bytes[14] = 0x45;
      }
      parseAll(bytes);
    }
  }

  /** Whether anything but the Ethernet header could be made of it. */
  private static boolean parseAll(byte[] wire) {
    return EthernetFrame.parse(wire)
        .map(
            frame -> {
              boolean arp = ArpPacket.parse(frame.payload()).isPresent();
              boolean ip =
                  Ipv4Packet.parse(frame.payload())
                      .map(p -> UdpDatagram.parse(p).isPresent() || IcmpEcho.parse(p).isPresent())
                      .orElse(false);
              return arp || ip;
            })
        .orElse(false);
  }

  private static Ipv4Packet ipv4(byte[] wire) {
    return EthernetFrame.parse(wire).flatMap(f -> Ipv4Packet.parse(f.payload())).orElseThrow();
  }
}
