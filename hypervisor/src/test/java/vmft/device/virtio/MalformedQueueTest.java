package vmft.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.device.virtio.FakeDriver.INDIRECT;
import static vmft.device.virtio.FakeDriver.NEXT;
import static vmft.device.virtio.FakeDriver.QUEUE_SIZE;
import static vmft.device.virtio.FakeDriver.RAM;
import static vmft.device.virtio.FakeDriver.RAM_BYTES;
import static vmft.device.virtio.FakeDriver.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vmft.device.RoundTrip;

/** Rings that break the rules, by mistake or by intent. */
class MalformedQueueTest {
  private static final int TRANSMIT = 1;
  private static final long BUFFER = RAM + 0x8000;
  private static final int CONFIGURATION_CHANGE = 2;

  private final FakeDriver driver = new FakeDriver();
  private final List<byte[]> sent = new ArrayList<>();
  private boolean line;
  private final VirtioNet net =
      new VirtioNet(high -> line = high, driver.dma, (kind, data) -> sent.add(data), new byte[6]);

  @BeforeEach
  void plugIn() {
    driver.drive(net.transport());
  }

  static Stream<Arguments> brokenRequests() {
    return Stream.of(
        broken("a head beyond the table", d -> d.makeAvailable(TRANSMIT, QUEUE_SIZE)),
        broken("a next beyond the table", d -> offer(d, BUFFER, 80, NEXT, 0xffff)),
        broken("a chain that is a loop", d -> offer(d, BUFFER, 80, NEXT, 0)),
        broken("a buffer of no bytes", d -> offer(d, BUFFER, 0, 0, 0)),
        broken("a buffer below RAM", d -> offer(d, RAM - 1, 80, 0, 0)),
        broken("a buffer across the end of RAM", d -> offer(d, RAM + RAM_BYTES - 79, 80, 0, 0)),
        broken("a buffer of 4 GiB", d -> offer(d, BUFFER, 0xffff_ffffL, 0, 0)),
        broken("a buffer at the end of addresses", d -> offer(d, -40, 80, 0, 0)),
        broken("a negative address", d -> offer(d, Long.MIN_VALUE, 80, 0, 0)),
        broken("an indirect descriptor", d -> offer(d, BUFFER, 80, INDIRECT, 0)),
        broken("a packet shorter than its header", d -> offer(d, BUFFER, 11, 0, 0)),
        broken("a packet of 64 KiB", d -> offer(d, BUFFER, 65_536 + 12, 0, 0)),
        broken("a writable packet", d -> offer(d, BUFFER, 80, WRITE, 0)),
        broken("a readable buffer behind a writable one", MalformedQueueTest::offerMixed),
        broken("packets without end, by repetition", MalformedQueueTest::offerRepeated),
        broken("more requests than entries", d -> d.setAvailableIndex(TRANSMIT, QUEUE_SIZE + 1)),
        broken("an index that went backwards", d -> d.setAvailableIndex(TRANSMIT, -1)));
  }

  private static Arguments broken(String what, Consumer<FakeDriver> request) {
    return Arguments.of(what, request);
  }

  private static void offer(FakeDriver driver, long address, long length, int flags, int next) {
    driver.descriptor(TRANSMIT, 0, address, length, flags, next);
    driver.makeAvailable(TRANSMIT, 0);
  }

  private static void offerMixed(FakeDriver driver) {
    driver.descriptor(TRANSMIT, 0, BUFFER, 80, NEXT | WRITE, 1);
    driver.descriptor(TRANSMIT, 1, BUFFER, 80, 0, 0);
    driver.makeAvailable(TRANSMIT, 0);
  }

  private static void offerRepeated(FakeDriver driver) {
    for (int i = 0; i < QUEUE_SIZE; i++) {
      boolean last = i == QUEUE_SIZE - 1;
      driver.descriptor(TRANSMIT, i, RAM, RAM_BYTES, last ? 0 : NEXT, i + 1);
    }
    driver.makeAvailable(TRANSMIT, 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRequests")
  void theDeviceAsksToBeResetAndDoesNothingElse(String what, Consumer<FakeDriver> request) {
    driver.start(2);
    request.accept(driver);
    driver.kick(TRANSMIT);
    assertThat(driver.needsReset()).isTrue();
    assertThat(driver.register(MmioRegister.INTERRUPT_STATUS)).isEqualTo(CONFIGURATION_CHANGE);
    assertThat(line).isTrue();
    assertThat(sent).isEmpty();
    assertThat(driver.usedIndex(TRANSMIT)).isZero();
    assertThat(driver.bytesReportedWritten).isZero();
  }

  @Test
  void theGoodRequestsBeforeABadOneAreServed() {
    driver.start(2);
    offer(driver, BUFFER, 80, 0, 0);
    driver.makeAvailable(TRANSMIT, QUEUE_SIZE);
    driver.kick(TRANSMIT);
    assertThat(sent).hasSize(1);
    assertThat(driver.usedIndex(TRANSMIT)).isEqualTo(1);
    assertThat(driver.needsReset()).isTrue();
    assertThat(driver.register(MmioRegister.INTERRUPT_STATUS)).isEqualTo(3);
  }

  @Test
  void aBrokenDeviceStaysSilentUntilItIsResetAndThenWorksAgain() {
    driver.start(2);
    offer(driver, BUFFER, 0, 0, 0);
    driver.kick(TRANSMIT);
    driver.kick(TRANSMIT);
    driver.register(MmioRegister.STATUS, 0x0f);
    assertThat(driver.needsReset()).isTrue();
    assertThat(net.acceptsFrame()).isFalse();

    driver.setAvailableIndex(TRANSMIT, 0);
    driver.start(2);
    offer(driver, BUFFER, 80, 0, 0);
    driver.kick(TRANSMIT);
    assertThat(driver.needsReset()).isFalse();
    assertThat(sent).hasSize(1);
  }

  @Test
  void aQueueWhoseRingsAreNotInRamBreaksTheDevice() {
    driver.negotiate();
    driver.setAddresses(TRANSMIT, QUEUE_SIZE, RAM + RAM_BYTES - 0x100);
    makeReady();
    assertThat(driver.register(MmioRegister.QUEUE_READY)).isZero();
    assertThat(driver.needsReset()).isTrue();
    assertThat(line).as("no interrupt before the driver is ready").isFalse();
  }

  @Test
  void aQueueOfAnImpossibleSizeBreaksTheDevice() {
    for (int size : new int[] {0, 3, 512, -1}) {
      driver.negotiate();
      driver.setAddresses(TRANSMIT, size, RAM);
      makeReady();
      assertThat(driver.needsReset()).as("size %d", size).isTrue();
    }
  }

  @Test
  void aRingThatIsNotAlignedBreaksTheDevice() {
    driver.negotiate();
    driver.setAddresses(TRANSMIT, QUEUE_SIZE, RAM + 8);
    makeReady();
    assertThat(driver.needsReset()).isTrue();
  }

  private void makeReady() {
    driver.register(MmioRegister.QUEUE_READY, 1);
    net.transport().service();
  }

  @Test
  void aReceiveBufferThatIsOnlyReadableBreaksTheDevice() {
    driver.start(2);
    driver.descriptor(0, 0, BUFFER, 2000, 0, 0);
    driver.makeAvailable(0, 0);
    assertThat(net.acceptsFrame()).isTrue();
    net.receive(new byte[60]);
    assertThat(driver.needsReset()).isTrue();
  }

  @Test
  void randomRingsNeverEscapeAndTwinsStayEqual() {
    for (long seed = 0; seed < 300; seed++) {
      assertThat(runRandomly(seed)).as("seed %d", seed).isEqualTo(runRandomly(seed));
    }
  }

  private static byte[] runRandomly(long seed) {
    FakeDriver driver = new FakeDriver();
    VirtioNet net = new VirtioNet(high -> {}, driver.dma, (kind, data) -> {}, new byte[6]);
    driver.drive(net.transport());
    driver.start(2);
    Random random = new Random(seed);
    for (int step = 0; step < 40; step++) {
      int queue = random.nextInt(2);
      long address = RAM + random.nextInt(RAM_BYTES) - (random.nextInt(20) == 0 ? RAM_BYTES : 0);
      int length = 1 << random.nextInt(16);
      driver.descriptor(
          queue, random.nextInt(8), address, length, random.nextInt(4), random.nextInt(9));
      driver.makeAvailable(queue, random.nextInt(8));
      driver.kick(queue);
      if (net.acceptsFrame()) {
        net.receive(new byte[14 + random.nextInt(1500)]);
      }
      if (driver.needsReset() && random.nextBoolean()) {
        driver.start(2);
      }
    }
    return RoundTrip.save(net.transport());
  }
}
