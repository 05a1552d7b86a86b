package vmft.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vmft.device.virtio.FakeDriver.NEXT;
import static vmft.device.virtio.FakeDriver.RAM;
import static vmft.device.virtio.FakeDriver.WRITE;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vmft.device.RoundTrip;

class VirtioRngTest {
  private static final long BUFFER = RAM + 0x8000;

  private final FakeDriver driver = new FakeDriver();
  private boolean line;
  private final VirtioRng rng = new VirtioRng(high -> line = high, driver.dma);

  @BeforeEach
  void start() {
    driver.drive(rng.transport());
    driver.start(1);
  }

  @Test
  void nothingIsWantedUntilTheGuestAsks() {
    assertThat(rng.bytesWanted()).isZero();
    request(0, BUFFER, 32);
    assertThat(rng.bytesWanted()).isEqualTo(32);
    assertThat(line).isFalse();
  }

  @Test
  void theBytesLandInTheBufferWithTheirInterrupt() {
    request(2, BUFFER, 4);
    rng.supply(new byte[] {1, 2, 3, 4});
    assertThat(driver.memory.getInt(BUFFER)).isEqualTo(0x0403_0201);
    assertThat(driver.usedHead(0, 0)).isEqualTo(2);
    assertThat(driver.usedLength(0, 0)).isEqualTo(4);
    assertThat(line).isTrue();
    assertThat(rng.bytesWanted()).isZero();
  }

  @Test
  void requestsAreServedOldestFirst() {
    request(0, BUFFER, 8);
    request(1, BUFFER + 8, 16);
    assertThat(rng.bytesWanted()).isEqualTo(8);
    rng.supply(new byte[8]);
    assertThat(rng.bytesWanted()).isEqualTo(16);
  }

  @Test
  void aHugeRequestIsFilledInPart() {
    request(0, BUFFER, 100_000);
    assertThat(rng.bytesWanted()).isEqualTo(1024);
    rng.supply(new byte[1024]);
    assertThat(driver.usedLength(0, 0)).isEqualTo(1024);
  }

  @Test
  void bytesThatNobodyWantsAreRefused() {
    assertThatThrownBy(() -> rng.supply(new byte[1])).isInstanceOf(IllegalStateException.class);
    request(0, BUFFER, 4);
    assertThatThrownBy(() -> rng.supply(new byte[5])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rng.supply(new byte[0])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRequestThatTheGuestSpoilsMeanwhileBreaksTheDevice() {
    request(0, BUFFER, 16);
    driver.descriptor(0, 0, 0, 16, WRITE, 0);
    rng.supply(new byte[16]);
    assertThat(driver.needsReset()).isTrue();
    assertThat(rng.bytesWanted()).isZero();
  }

  @Test
  void aRequestThatTheGuestShortensMeanwhileGetsLess() {
    request(0, BUFFER, 16);
    driver.descriptor(0, 0, BUFFER, 3, WRITE, 0);
    rng.supply(new byte[16]);
    assertThat(driver.usedLength(0, 0)).isEqualTo(3);
  }

  @Test
  void aReadableBufferBreaksTheDevice() {
    driver.descriptor(0, 0, BUFFER, 4, NEXT, 1);
    driver.descriptor(0, 1, BUFFER, 4, WRITE, 0);
    driver.makeAvailable(0, 0);
    driver.kick(0);
    assertThat(driver.needsReset()).isTrue();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    request(0, BUFFER, 16);
    RoundTrip.check(rng.transport(), new VirtioRng(high -> {}, driver.dma).transport(), 0x200, 8);
  }

  private void request(int index, long address, int length) {
    driver.descriptor(0, index, address, length, WRITE, 0);
    driver.makeAvailable(0, index);
    driver.kick(0);
  }
}
