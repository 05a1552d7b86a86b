package vmft.device.virtio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vmft.device.virtio.FakeDriver.NEXT;
import static vmft.device.virtio.FakeDriver.RAM;
import static vmft.device.virtio.FakeDriver.RAM_BYTES;
import static vmft.device.virtio.FakeDriver.WRITE;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vmft.device.RoundTrip;

class VirtioConsoleTest {
  private static final int RECEIVE = 0;
  private static final int TRANSMIT = 1;
  private static final long BUFFER = RAM + 0x8000;

  private final FakeDriver driver = new FakeDriver();
  private final List<String> sent = new ArrayList<>();
  private boolean line;
  private final VirtioConsole console =
      new VirtioConsole(
          high -> line = high, driver.dma, (kind, data) -> sent.add(new String(data, US_ASCII)));

  @BeforeEach
  void start() {
    driver.drive(console.transport());
    driver.start(2);
  }

  @Test
  void whatTheDriverWritesLeavesAsOneOutput() {
    driver.memory.write(BUFFER, "hello, world".getBytes(US_ASCII), 0, 12);
    driver.descriptor(TRANSMIT, 0, BUFFER, 7, NEXT, 1);
    driver.descriptor(TRANSMIT, 1, BUFFER + 7, 5, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(sent).containsExactly("hello, world");
    assertThat(driver.usedLength(TRANSMIT, 0)).isZero();
    assertThat(line).isTrue();
  }

  @Test
  void aByteIsTakenWhenThereIsABufferForIt() {
    assertThat(console.acceptsInput()).isFalse();
    assertThatThrownBy(() -> console.receive('a')).isInstanceOf(IllegalStateException.class);
    offer(0, 16);
    assertThat(console.acceptsInput()).isTrue();
    console.receive(0xe4);
    assertThat(driver.memory.getByte(BUFFER)).isEqualTo(0xe4);
    assertThat(driver.usedLength(RECEIVE, 0)).isEqualTo(1);
    assertThat(line).isTrue();
    assertThat(console.acceptsInput()).isFalse();
  }

  @Test
  void nothingIsTakenBeforeTheDriverIsThere() {
    console.transport().reset();
    assertThat(console.acceptsInput()).isFalse();
  }

  @Test
  void aBufferThatCanOnlyBeReadBreaksTheDevice() {
    driver.descriptor(RECEIVE, 0, BUFFER, 1, 0, 0);
    driver.makeAvailable(RECEIVE, 0);
    console.receive('a');
    assertThat(driver.needsReset()).isTrue();
  }

  @Test
  void outputWithoutEndBreaksTheDeviceBeforeAnyOfItLeaves() {
    driver.descriptor(TRANSMIT, 0, RAM, RAM_BYTES, NEXT, 1);
    driver.descriptor(TRANSMIT, 1, RAM, RAM_BYTES, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
    driver.kick(TRANSMIT);
    assertThat(driver.needsReset()).isTrue();
    assertThat(sent).isEmpty();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    offer(0, 16);
    VirtioConsole fresh = new VirtioConsole(high -> {}, driver.dma, (kind, data) -> {});
    RoundTrip.check(console.transport(), fresh.transport(), 0x200, 10);
  }

  private void offer(int index, int length) {
    driver.descriptor(RECEIVE, index, BUFFER, length, WRITE, 0);
    driver.makeAvailable(RECEIVE, index);
    driver.kick(RECEIVE);
  }
}
