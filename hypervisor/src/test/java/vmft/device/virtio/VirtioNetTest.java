package vmft.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vmft.device.virtio.FakeDriver.NEXT;
import static vmft.device.virtio.FakeDriver.RAM;
import static vmft.device.virtio.FakeDriver.WRITE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtioNetTest {
  private static final int RECEIVE = 0;
  private static final int TRANSMIT = 1;
  private static final int HEADER = 12;
  private static final long BUFFER = RAM + 0x8000;

  private final FakeDriver driver = new FakeDriver();
  private final List<byte[]> sent = new ArrayList<>();
  private boolean line;
  private final VirtioNet net =
      new VirtioNet(high -> line = high, driver.dma, (kind, data) -> sent.add(data), new byte[6]);

  @BeforeEach
  void start() {
    driver.drive(net.transport());
    driver.start(2);
  }

  @Test
  void aFrameGoesOutWithoutItsHeaderWhenTheHartStops() {
    byte[] frame = frame(60, 7);
    driver.memory.write(BUFFER + HEADER, frame, 0, frame.length);
    driver.descriptor(TRANSMIT, 3, BUFFER, HEADER + frame.length, 0, 0);
    driver.makeAvailable(TRANSMIT, 3);
    driver.register(MmioRegister.QUEUE_NOTIFY, TRANSMIT);
    assertThat(sent).isEmpty();
    assertThat(net.transport().needsService()).isTrue();

    net.transport().service();
    assertThat(sent).containsExactly(frame);
    assertThat(driver.usedIndex(TRANSMIT)).isEqualTo(1);
    assertThat(driver.usedHead(TRANSMIT, 0)).isEqualTo(3);
    assertThat(line).isTrue();
  }

  @Test
  void aFrameMayBeSpreadOverSeveralBuffersInAnyWay() {
    byte[] frame = frame(100, 8);
    byte[] packet = new byte[HEADER + frame.length];
    System.arraycopy(frame, 0, packet, HEADER, frame.length);
    driver.memory.write(BUFFER, packet, 0, packet.length);
    driver.descriptor(TRANSMIT, 0, BUFFER, 5, NEXT, 1);
    driver.descriptor(TRANSMIT, 1, BUFFER + 5, 20, NEXT, 2);
    driver.descriptor(TRANSMIT, 2, BUFFER + 25, packet.length - 25, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(sent).containsExactly(frame);
  }

  @Test
  void aPacketTooShortForAnEthernetIsGivenBackAndGoesNowhere() {
    driver.descriptor(TRANSMIT, 0, BUFFER, HEADER + 13, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(sent).isEmpty();
    assertThat(driver.usedIndex(TRANSMIT)).isEqualTo(1);
    assertThat(driver.needsReset()).isFalse();
  }

  @Test
  void aDriverThatWantsNoInterruptGetsNone() {
    driver.suppressInterrupts(TRANSMIT);
    driver.descriptor(TRANSMIT, 0, BUFFER, 100, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(sent).hasSize(1);
    assertThat(line).isFalse();
  }

  @Test
  void acknowledgingTheInterruptLowersTheLine() {
    driver.descriptor(TRANSMIT, 0, BUFFER, 100, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(driver.register(MmioRegister.INTERRUPT_STATUS)).isEqualTo(1);
    driver.register(MmioRegister.INTERRUPT_ACKNOWLEDGE, 1);
    assertThat(driver.register(MmioRegister.INTERRUPT_STATUS)).isZero();
    assertThat(line).isFalse();
  }

  @Test
  void aFrameIsAcceptedOnlyWhenThereIsABufferForIt() {
    assertThat(net.acceptsFrame()).isFalse();
    assertThatThrownBy(() -> net.receive(frame(60, 1))).isInstanceOf(IllegalStateException.class);
    offerReceiveBuffer(0, 1526);
    assertThat(net.acceptsFrame()).isTrue();
    net.receive(frame(60, 1));
    assertThat(net.acceptsFrame()).isFalse();
  }

  @Test
  void aReceivedFrameLandsBehindAHeaderWithItsInterrupt() {
    byte[] frame = frame(77, 9);
    offerReceiveBuffer(5, 1526);
    net.receive(frame);
    byte[] packet = new byte[HEADER + frame.length];
    driver.memory.read(BUFFER, packet, 0, packet.length);
    assertThat(Arrays.copyOf(packet, HEADER)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(Arrays.copyOfRange(packet, HEADER, packet.length)).isEqualTo(frame);
    assertThat(driver.usedHead(RECEIVE, 0)).isEqualTo(5);
    assertThat(driver.usedLength(RECEIVE, 0)).isEqualTo(packet.length);
    assertThat(line).isTrue();
  }

  @Test
  void everyByteOfDmaIsReportedSoThatStaleCodeIsDropped() {
    offerReceiveBuffer(0, 1526);
    net.receive(frame(60, 1));
    int usedRing = 4 + 4 + 2;
    assertThat(driver.bytesReportedWritten).isEqualTo(HEADER + 60 + usedRing);
  }

  @Test
  void aFrameThatDoesNotFitTheBufferIsLostAndTheBufferStays() {
    offerReceiveBuffer(0, 64);
    net.receive(frame(60, 1));
    assertThat(driver.usedIndex(RECEIVE)).isZero();
    assertThat(net.acceptsFrame()).isTrue();
    assertThat(driver.needsReset()).isFalse();
    assertThat(line).isFalse();
  }

  @Test
  void theIndicesWrapAroundAfterSixteenBits() {
    driver.descriptor(TRANSMIT, 0, BUFFER, HEADER + 14, 0, 0);
    for (int i = 0; i < 66_000; i++) {
      driver.makeAvailable(TRANSMIT, 0);
      driver.kick(TRANSMIT);
    }
    assertThat(sent).hasSize(66_000);
    assertThat(driver.usedIndex(TRANSMIT)).isEqualTo(66_000 & 0xffff);
  }

  @Test
  void requestsMadeBeforeTheDriverWasReadyAreServedOnceItIs() {
    driver.negotiate();
    driver.setUp(TRANSMIT);
    driver.descriptor(TRANSMIT, 0, BUFFER, 100, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(sent).isEmpty();
    driver.register(MmioRegister.STATUS, 0x0f);
    net.transport().service();
    assertThat(sent).hasSize(1);
  }

  private void offerReceiveBuffer(int index, int length) {
    driver.descriptor(RECEIVE, index, BUFFER, length, WRITE, 0);
    driver.makeAvailable(RECEIVE, index);
  }

  private static byte[] frame(int length, int seed) {
    byte[] frame = new byte[length];
    for (int i = 0; i < length; i++) {
      frame[i] = (byte) (i * 31 + seed);
    }
    return frame;
  }
}
