package vmft.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GatewayPortTest {
  private static final GatewayPort.Network NETWORK = GatewayPort.Network.DEFAULT;
  private static final MacAddress GUEST_MAC = new MacAddress(0x5254_0012_3456L);
  private static final MacAddress CLIENT_MAC = new MacAddress(0x0200_0000_0001L);
  private static final Ipv4Address CLIENT = Ipv4Address.parse("10.0.2.100");
  private static final Ipv4Address WORLD = Ipv4Address.parse("192.0.2.7");

  private final GatewayPort gateway = new GatewayPort(NETWORK);

  @Test
  void theGatewaySeesWhatTheGuestSendsThroughIt() {
    assertThat(gateway.admits(packet(GUEST_MAC, NETWORK.guest(), WORLD, NETWORK.mac()))).isTrue();
    assertThat(gateway.admits(question(GUEST_MAC, NETWORK.guest(), NETWORK.gateway()))).isTrue();
    assertThat(gateway.admits(question(GUEST_MAC, NETWORK.guest(), NETWORK.nameserver()))).isTrue();
  }

  @Test
  void theAnnouncementOfANewPrimaryReachesTheGateway() {
    assertThat(gateway.admits(ArpPacket.gratuitous(GUEST_MAC, NETWORK.guest()))).isTrue();
  }

  @Test
  void itNeverSeesOtherHostsForItWouldTakeThemForItsGuest() {
    assertThat(gateway.admits(question(CLIENT_MAC, CLIENT, NETWORK.guest()))).isFalse();
    assertThat(gateway.admits(question(CLIENT_MAC, CLIENT, NETWORK.gateway()))).isFalse();
    assertThat(gateway.admits(packet(CLIENT_MAC, CLIENT, WORLD, NETWORK.mac()))).isFalse();
    assertThat(gateway.question()).isPresent();
  }

  @Test
  void itNeverSeesQuestionsForOtherHostsForItAnswersAll() {
    assertThat(gateway.admits(question(GUEST_MAC, NETWORK.guest(), CLIENT))).isFalse();
  }

  @Test
  void aFloodedFrameForSomebodyElseIsNotForwardedToTheWorld() {
    assertThat(gateway.admits(packet(GUEST_MAC, NETWORK.guest(), CLIENT, CLIENT_MAC))).isFalse();
  }

  @Test
  void aGuestWithoutAnAddressMayAskForOne() {
    byte[] discover =
        packet(GUEST_MAC, Ipv4Address.ANY, Ipv4Address.BROADCAST, MacAddress.BROADCAST);
    byte[] chatter =
        packet(GUEST_MAC, NETWORK.guest(), Ipv4Address.BROADCAST, MacAddress.BROADCAST);
    assertThat(gateway.admits(discover)).isTrue();
    assertThat(gateway.admits(chatter)).isFalse();
  }

  @Test
  void theGuestIsAskedForUntilItHasShownItself() {
    ArpPacket question =
        EthernetFrame.parse(gateway.question().orElseThrow())
            .flatMap(frame -> ArpPacket.parse(frame.payload()))
            .orElseThrow();
    assertThat(question.target()).isEqualTo(NETWORK.guest());
    ArpPacket answer = ArpPacket.replyTo(question, GUEST_MAC);
    assertThat(gateway.admits(answer.toFrame(question.senderMac()).encode())).isTrue();
    assertThat(gateway.question()).isEmpty();
  }

  @Test
  void paddingIsCutOffAndNothingElse() {
    byte[] padded = packet(GUEST_MAC, NETWORK.guest(), WORLD, NETWORK.mac());
    assertThat(padded).hasSize(EthernetFrame.MIN_ENCODED_BYTES);
    assertThat(GatewayPort.withoutPadding(padded)).hasSize(14 + 20 + 8);
    byte[] question = question(GUEST_MAC, NETWORK.guest(), NETWORK.gateway());
    assertThat(GatewayPort.withoutPadding(question)).isSameAs(question);
    byte[] longer = padded.clone();
    longer[16] = (byte) 0xff;
    assertThat(GatewayPort.withoutPadding(longer)).isSameAs(longer);
  }

  @Test
  void noGarbageThrows() {
    Random random = new Random(11);
    byte[] whole = packet(GUEST_MAC, NETWORK.guest(), WORLD, NETWORK.mac());
    for (int round = 0; round < 10_000; round++) {
      byte[] garbage = new byte[random.nextInt(80)];
      random.nextBytes(garbage);
      System.arraycopy(whole, 0, garbage, 0, Math.min(garbage.length, random.nextInt(20)));
      gateway.admits(garbage);
      GatewayPort.withoutPadding(garbage);
    }
  }

  private static byte[] question(MacAddress mac, Ipv4Address asker, Ipv4Address target) {
    return ArpPacket.request(mac, asker, target).toFrame(MacAddress.BROADCAST).encode();
  }

  private static byte[] packet(MacAddress mac, Ipv4Address from, Ipv4Address to, MacAddress toMac) {
    return new Ipv4Packet(from, to, Ipv4Packet.UDP, new byte[8]).toFrame(mac, toMac).encode();
  }
}
