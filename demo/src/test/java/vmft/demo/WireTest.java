package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.machine.MachineConfig;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.MacAddress;
import vmft.net.PcapWriter;

class WireTest {
  private static final byte[] ANSWER = frameFrom(MachineConfig.DEFAULT_MAC);
  private static final byte[] REQUEST = frameFrom(MacAddress.parse("02:00:00:00:01:00"));
  private static final byte[] ANNOUNCEMENT =
      ArpPacket.gratuitous(MachineConfig.DEFAULT_MAC, Clients.GUEST);

  @TempDir private Path captures;

  @Test
  void clientsAndSilentPortsDoNotSpeakForTheMachine() throws Exception {
    capture(1);
    capture(2, at(10, ANSWER), at(20, ANSWER));
    capture(3, at(5, REQUEST));
    Wire wire = Wire.read(captures, 0);
    assertThat(wire.speakers()).isEqualTo(1);
    assertThat(wire.framesOfTheFirst()).isEqualTo(2);
    assertThat(wire.framesOfTheSuccessor()).isZero();
    assertThat(wire.successorSpokeAtMicros()).isEmpty();
  }

  @Test
  void theSuccessorIsWhoSpokeSecondAndItsAnnouncementIsKnown() throws Exception {
    capture(1, at(30, ANNOUNCEMENT), at(31, ANSWER));
    capture(2, at(10, ANSWER), at(20, ANSWER));
    Wire wire = Wire.read(captures, 0);
    assertThat(wire.successorSpokeAtMicros()).contains(30L);
    assertThat(wire.successorAnnouncedItself()).isTrue();
    assertThat(wire.framesOfTheFirstSince(21)).isZero();
  }

  @Test
  void aSuccessorThatSaysSomethingElseFirstHasNotAnnouncedItself() throws Exception {
    capture(1, at(30, ANSWER), at(31, ANNOUNCEMENT));
    capture(2, at(10, ANSWER));
    assertThat(Wire.read(captures, 0).successorAnnouncedItself()).isFalse();
  }

  @Test
  void aFormerPrimaryThatSpeaksAgainIsHeard() throws Exception {
    capture(1, at(30, ANNOUNCEMENT));
    capture(2, at(10, ANSWER), at(40, ANSWER));
    assertThat(Wire.read(captures, 0).framesOfTheFirstSince(30)).isEqualTo(1);
  }

  @Test
  void whatCameBeforeTheSuccessorsFirstFrameIsNotLate() throws Exception {
    capture(1, at(30, ANNOUNCEMENT));
    capture(2, at(10, ANSWER), at(29, ANSWER));
    assertThat(Wire.read(captures, 0).framesOfTheFirstAfterTheSuccessor()).isZero();
    capture(2, at(10, ANSWER), at(31, ANSWER));
    assertThat(Wire.read(captures, 0).framesOfTheFirstAfterTheSuccessor()).isEqualTo(1);
  }

  @Test
  void whatTheSwitchFencedOffWasNotHeard() throws Exception {
    capture(1, at(30, ANNOUNCEMENT));
    capture(2, at(10, ANSWER));
    captureAs("port-2-fenced.pcap", at(40, ANSWER));
    Wire wire = Wire.read(captures, 0);
    assertThat(wire.framesOfTheFirstAfterTheSuccessor()).isZero();
    assertThat(wire.framesFenced()).isEqualTo(1);
  }

  @Test
  void framesOfAnEarlierMachineDoNotCount() throws Exception {
    capture(1, at(10, ANSWER));
    capture(2, at(20, ANSWER));
    assertThat(Wire.read(captures, 15).speakers()).isEqualTo(1);
  }

  private record Captured(long micros, byte[] frame) {}

  private static Captured at(long micros, byte[] frame) {
    return new Captured(micros, frame);
  }

  private void capture(int port, Captured... frames) throws IOException {
    captureAs("port-" + port + "-sent.pcap", frames);
  }

  private void captureAs(String name, Captured... frames) throws IOException {
    Path file = captures.resolve(name);
    try (PcapWriter out =
        new PcapWriter(
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
      for (Captured captured : frames) {
        out.write(captured.micros() * 1_000, captured.frame());
      }
    }
  }

  private static byte[] frameFrom(MacAddress source) {
    return new EthernetFrame(MacAddress.BROADCAST, source, EthernetFrame.IPV4, new byte[46])
        .encode();
  }
}
