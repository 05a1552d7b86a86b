package vmft.net.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;

/** Two hosts on one wire without a network in between: what one sends the other has at once. */
@Timeout(30)
class HostStackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final Ipv4Address NOBODY = Ipv4Address.parse("10.0.2.200");

  private final HostStack a = host(1);
  private final HostStack b = host(2);
  private final List<byte[]> wire = new ArrayList<>();

  HostStackTest() {
    a.plugIn((frame, validUntil) -> carry(frame, b));
    b.plugIn((frame, validUntil) -> carry(frame, a));
  }

  @Test
  void aNeighbourIsFoundByAskingOnce() throws Exception {
    assertThat(a.resolve(b.address(), PATIENCE)).contains(b.mac());
    assertThat(a.resolve(b.address(), PATIENCE)).contains(b.mac());
    assertThat(b.resolve(a.address(), PATIENCE)).as("learnt from the question").contains(a.mac());
    assertThat(wire).hasSize(2);
  }

  @Test
  void aNeighbourThatDoesNotExistIsNotFoundByTheDeadline() throws Exception {
    assertThat(a.resolve(NOBODY, MOMENT)).isEmpty();
    assertThat(a.ping(NOBODY, MOMENT)).isEmpty();
    try (UdpSocket socket = a.open(0)) {
      assertThat(socket.send(NOBODY, 7, new byte[1], MOMENT)).isFalse();
    }
  }

  @Test
  void aDatagramArrivesWithItsSenderAndCanBeAnswered() throws Exception {
    try (UdpSocket client = a.open(0);
        UdpSocket server = b.open(7000)) {
      assertThat(client.send(b.address(), 7000, "hello".getBytes(US_ASCII), PATIENCE)).isTrue();
      UdpSocket.Received question = server.receive(PATIENCE).orElseThrow();
      assertThat(question.from()).isEqualTo(a.address());
      assertThat(question.port()).isEqualTo(client.port());
      server.send(question.from(), question.port(), question.payload(), PATIENCE);
      assertThat(client.receive(PATIENCE).orElseThrow().payload()).asString().isEqualTo("hello");
    }
  }

  @Test
  void aDatagramToAClosedPortVanishes() throws Exception {
    UdpSocket server = b.open(7000);
    server.close();
    try (UdpSocket client = a.open(0)) {
      client.send(b.address(), 7000, new byte[1], PATIENCE);
    }
    assertThat(server.receive(Duration.ZERO)).isEmpty();
  }

  @Test
  void aPortIsOpenOnlyOnce() {
    try (UdpSocket first = a.open(7000)) {
      assertThatThrownBy(() -> a.open(first.port())).hasMessage("UDP port 7000 is open already");
    }
    a.open(7000).close();
  }

  @Test
  void aSocketThatNobodyReadsLosesWhatIsTooMuch() throws Exception {
    try (UdpSocket client = a.open(0);
        UdpSocket server = b.open(7000)) {
      for (int i = 0; i < 300; i++) {
        client.send(b.address(), 7000, new byte[1], PATIENCE);
      }
      assertThat(server.datagramsDropped()).isEqualTo(300 - 256);
    }
  }

  @Test
  void aPingIsAnswered() throws Exception {
    assertThat(a.ping(b.address(), PATIENCE)).isPresent();
  }

  @Test
  void anAnnouncementMovesOnlyWhomWeKnow() throws Exception {
    a.resolve(b.address(), PATIENCE);
    MacAddress moved = new MacAddress(0x0200_0000_0099L);
    a.deliver(ArpPacket.gratuitous(moved, b.address()));
    a.deliver(ArpPacket.gratuitous(moved, NOBODY));
    assertThat(a.resolve(b.address(), Duration.ZERO)).contains(moved);
    assertThat(a.resolve(NOBODY, Duration.ZERO)).isEmpty();
  }

  @Test
  void framesForOthersAreIgnored() {
    EthernetFrame question =
        ArpPacket.request(b.mac(), b.address(), a.address()).toFrame(new MacAddress(0x77));
    a.deliver(question.encode());
    assertThat(wire).isEmpty();
  }

  @Test
  void garbageIsIgnored() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      byte[] frame = new byte[random.nextInt(100)];
      random.nextBytes(frame);
      if (frame.length > 14) {
        Arrays.fill(frame, 0, 6, (byte) 0xff);
        frame[12] = 8;
        frame[13] = (byte) (random.nextBoolean() ? 0 : 6);
      }
      a.deliver(frame);
    }
    assertThat(wire).isEmpty();
  }

  private boolean carry(byte[] frame, HostStack to) {
    wire.add(frame);
    to.deliver(frame);
    return true;
  }

  private static HostStack host(int number) {
    return new HostStack(
        new MacAddress(0x0200_0000_0000L + number), Ipv4Address.parse("10.0.2." + number));
  }
}
