package vmft.demo.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vmft.net.Ipv4Address;
import vmft.net.Ipv4Packet;
import vmft.net.MacAddress;
import vmft.net.PcapReader.CapturedFrame;
import vmft.net.TcpSegment;

class TcpWireTest {
  private static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");
  private static final Ipv4Address GATEWAY = Ipv4Address.parse("10.0.2.2");
  private static final int SERVER = 6379;
  private static final int CLIENT = 40_000;

  /** Sequence numbers that wrap around on the way. */
  private static final int START = -4;

  @Test
  void oneConnectionWhoseRepeatsAreTheSameIsJustThat() {
    TcpWire wire =
        wire(
            said(START, ":1\r\n"), asked(), said(START + 4, ":2\r\n"), said(START, ":1\r\n:2\r\n"));
    assertThat(wire.connections()).isEqualTo(1);
    assertThat(wire.openings() + wire.resets() + wire.closings()).isZero();
    assertThat(wire.said().distinct()).isEqualTo(8);
    assertThat(wire.said().repeated()).isEqualTo(8);
    assertThat(wire.said().contradictions()).isZero();
    assertThat(LinuxProof.onTheWire(wire).passed()).isTrue();
  }

  @Test
  void aRepeatWithOtherBytesIsFound() {
    TcpWire wire = wire(said(START, ":1\r\n"), said(START, ":2\r\n"));
    assertThat(wire.said().contradictions()).isEqualTo(1);
    assertThat(LinuxProof.onTheWire(wire).passed()).isFalse();
  }

  @Test
  void aStretchThatNobodyHeardIsFound() {
    TcpWire wire = wire(said(START, ":1\r\n"), said(START + 8, ":3\r\n"));
    assertThat(wire.said().missing()).isEqualTo(4);
    assertThat(LinuxProof.onTheWire(wire).passed()).isFalse();
  }

  @Test
  void resetsEndsAndSecondConnectionsAreFound() {
    Stream.of(TcpSegment.RST, TcpSegment.FIN, TcpSegment.SYN)
        .map(flag -> wire(said(START, ":1\r\n"), frame(SERVER, CLIENT, START + 4, flag, "")))
        .forEach(wire -> assertThat(LinuxProof.onTheWire(wire).passed()).isFalse());
    TcpWire two = wire(said(START, ":1\r\n"), frame(CLIENT + 1, SERVER, 9, 0, "x"));
    assertThat(two.connections()).isEqualTo(2);
    assertThat(LinuxProof.onTheWire(two).passed()).isFalse();
  }

  @Test
  void otherPortsAndBrokenSegmentsDoNotCount() {
    CapturedFrame broken = said(START, ":9\r\n");
    broken.frame()[broken.frame().length - 1] ^= 1;
    TcpWire wire = wire(broken, frame(80, CLIENT, 5, TcpSegment.RST, "x"), said(START, ":1\r\n"));
    assertThat(wire.resets()).isZero();
    assertThat(wire.said().distinct()).isEqualTo(4);
  }

  private static TcpWire wire(CapturedFrame... frames) {
    return TcpWire.of(List.of(frames), SERVER);
  }

  private static CapturedFrame said(int sequence, String text) {
    return frame(SERVER, CLIENT, sequence, 0, text);
  }

  private static CapturedFrame asked() {
    return frame(CLIENT, SERVER, 77, 0, "*1\r\n$4\r\nPING\r\n");
  }

  private static CapturedFrame frame(int from, int to, int sequence, int flags, String text) {
    byte[] payload = text.getBytes(US_ASCII);
    ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
    segment.putShort((short) from).putShort((short) to).putInt(sequence).putInt(0);
    segment.put((byte) 0x50).put((byte) flags).putShort((short) 1000).putInt(0).put(payload);
    boolean ofGuest = from == SERVER;
    Ipv4Address source = ofGuest ? GUEST : GATEWAY;
    Ipv4Address target = ofGuest ? GATEWAY : GUEST;
    segment.putShort(16, checksum(segment.array(), source, target));
    Ipv4Packet packet = new Ipv4Packet(source, target, Ipv4Packet.TCP, segment.array());
    byte[] frame = packet.toFrame(MacAddress.BROADCAST, MacAddress.BROADCAST).encode();
    return new CapturedFrame(1, frame);
  }

  private static short checksum(byte[] segment, Ipv4Address source, Ipv4Address target) {
    ByteBuffer all = ByteBuffer.allocate(12 + segment.length + segment.length % 2);
    all.putInt(source.bits()).putInt(target.bits()).putShort((short) Ipv4Packet.TCP);
    all.putShort((short) segment.length).put(segment).rewind();
    long sum = 0;
    while (all.hasRemaining()) {
      sum += Short.toUnsignedInt(all.getShort());
    }
    sum = (sum & 0xffff) + (sum >> 16);
    return (short) ~((sum & 0xffff) + (sum >> 16));
  }
}
