package vmft.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import vmft.net.PcapReader.CapturedFrame;

class PcapTest {
  private static final long NOON = 1_790_000_000_123_456_789L;

  @Test
  void aCaptureReadsBackWithItsTimesToTheNanosecond() throws IOException {
    List<CapturedFrame> frames = PcapReader.read(capture());
    assertThat(frames).extracting(CapturedFrame::epochNanos).containsExactly(NOON, NOON + 1);
    assertThat(frames.get(0).frame()).containsExactly(1, 2, 3);
    assertThat(frames.get(1).frame()).hasSize(60);
  }

  @Test
  void aCaptureCutOffAnywhereReadsUpToTheLastWholeRecord() throws IOException {
    byte[] whole = capture();
    for (int length = 24; length < whole.length; length++) {
      int records = length >= 24 + 16 + 3 ? 1 : 0;
      assertThat(PcapReader.read(Arrays.copyOf(whole, length))).hasSize(records);
    }
  }

  @Test
  void anotherFileIsRefused() {
    assertThatThrownBy(() -> PcapReader.read(new byte[100]))
        .hasMessageStartingWith("capture: expected a little-endian nanosecond pcap file");
  }

  private static byte[] capture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(Channels.newChannel(bytes))) {
      writer.write(NOON, new byte[] {1, 2, 3});
      writer.write(NOON + 1, new byte[60]);
    }
    return bytes.toByteArray();
  }
}
