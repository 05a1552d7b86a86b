package vmft.device.virtio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static vmft.device.virtio.FakeDriver.NEXT;
import static vmft.device.virtio.FakeDriver.RAM;
import static vmft.device.virtio.FakeDriver.WRITE;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vmft.device.RoundTrip;
import vmft.device.disk.MemoryDisk;

class VirtioBlockTest {
  private static final int SECTOR = 512;
  private static final long HEADER = RAM + 0x8000;
  private static final long STATUS = RAM + 0x8400;
  private static final long DATA = RAM + 0x9000;
  private static final int OK = 0;
  private static final int IO_ERROR = 1;
  private static final int UNSUPPORTED = 2;
  private static final int UNTOUCHED = 0xee;

  private final FakeDriver driver = new FakeDriver();
  private final MemoryDisk image = new MemoryDisk(64 << 10);
  private boolean line;
  private VirtioBlock block;

  @BeforeEach
  void plugInAWritableDisk() {
    block = new VirtioBlock(high -> line = high, driver.dma, image.copyOnWrite());
    driver.drive(block.transport());
    driver.start(1);
  }

  private void plugInAReadOnlyDisk() {
    block = new VirtioBlock(high -> line = high, driver.dma, image.readOnly());
    driver.drive(block.transport());
    driver.start(1);
  }

  @Test
  void theDriverFindsADiskOfSoManySectors() {
    assertThat(driver.register(MmioRegister.DEVICE_ID)).isEqualTo(2);
    assertThat(driver.register(MmioRegister.CONFIG)).isEqualTo(128);
    assertThat(driver.register(MmioRegister.CONFIG + 4)).isZero();
    assertThat(driver.register(MmioRegister.CONFIG + 12)).as("seg_max").isEqualTo(126);
    assertThat(driver.register(MmioRegister.CONFIG + 20)).as("blk_size").isEqualTo(512);
    assertThat(driver.register(MmioRegister.CONFIG + 24)).isZero();
    assertThat(driver.register(MmioRegister.DEVICE_FEATURES)).isEqualTo(1 << 2 | 1 << 6 | 1 << 9);
  }

  @Test
  void aReadBringsTheImagesBytesWithTheInterrupt() {
    assertThat(transfer(BlockRequest.IN, 3, 2 * SECTOR)).isEqualTo(OK);
    assertThat(dataInRam(2 * SECTOR)).isEqualTo(ofImage(3 * SECTOR, 5 * SECTOR));
    assertThat(driver.usedLength(0, 0)).isEqualTo(2 * SECTOR + 1);
    assertThat(line).isTrue();
  }

  @Test
  void whatIsWrittenIsReadBackAndTheImageStaysAsItIs() {
    byte[] before = image.content().clone();
    byte[] data = new byte[SECTOR];
    Arrays.fill(data, (byte) 0x5a);
    driver.memory.write(DATA, data, 0, data.length);
    assertThat(transfer(BlockRequest.OUT, 9, SECTOR)).isEqualTo(OK);
    assertThat(driver.usedLength(0, 0)).isEqualTo(1);
    assertThat(transfer(BlockRequest.IN, 9, SECTOR)).isEqualTo(OK);
    assertThat(dataInRam(SECTOR)).isEqualTo(data);
    assertThat(image.content()).isEqualTo(before);
  }

  @Test
  void whereTheBoundariesOfBuffersAreMeansNothing() {
    header(BlockRequest.IN, 1);
    driver.descriptor(0, 0, HEADER, 7, NEXT, 1);
    driver.descriptor(0, 1, HEADER + 7, 9, NEXT, 2);
    driver.descriptor(0, 2, DATA, 100, NEXT | WRITE, 3);
    driver.descriptor(0, 3, DATA + 100, SECTOR + 1 - 100, WRITE, 0);
    submit();
    assertThat(dataInRam(SECTOR)).isEqualTo(ofImage(SECTOR, 2 * SECTOR));
    assertThat(driver.memory.getByte(DATA + SECTOR)).as("status").isEqualTo(OK);
  }

  @Test
  void headerAndDataOfAWriteMayComeInOnePiece() {
    header(BlockRequest.OUT, 2);
    driver.descriptor(0, 0, HEADER, 16 + SECTOR, NEXT, 1);
    driver.descriptor(0, 1, STATUS, 1, WRITE, 0);
    submit();
    assertThat(status()).isEqualTo(OK);
    byte[] written = new byte[SECTOR];
    driver.memory.read(HEADER + 16, written, 0, SECTOR);
    transfer(BlockRequest.IN, 2, SECTOR);
    assertThat(dataInRam(SECTOR)).isEqualTo(written);
  }

  @Test
  void aTransferBeyondTheEndOfTheDiskFailsAndMovesNothing() {
    assertThat(transfer(BlockRequest.IN, 127, 2 * SECTOR)).isEqualTo(IO_ERROR);
    assertThat(dataInRam(2)).containsOnly((byte) UNTOUCHED);
    assertThat(driver.usedLength(0, 0)).isZero();
    assertThat(transfer(BlockRequest.OUT, 128, SECTOR)).isEqualTo(IO_ERROR);
    assertThat(transfer(BlockRequest.IN, -1, SECTOR)).isEqualTo(IO_ERROR);
    assertThat(transfer(BlockRequest.IN, Long.MAX_VALUE, SECTOR)).isEqualTo(IO_ERROR);
    assertThat(driver.needsReset()).isFalse();
  }

  @Test
  void aTransferThatIsNotOfWholeSectorsFails() {
    assertThat(transfer(BlockRequest.IN, 0, SECTOR - 1)).isEqualTo(IO_ERROR);
    assertThat(transfer(BlockRequest.OUT, 0, SECTOR + 1)).isEqualTo(IO_ERROR);
  }

  @Test
  void aReadOnlyDiskSaysSoAndFailsWrites() {
    plugInAReadOnlyDisk();
    assertThat(driver.register(MmioRegister.DEVICE_FEATURES) & 1 << 5).isNotZero();
    assertThat(transfer(BlockRequest.OUT, 0, SECTOR)).isEqualTo(IO_ERROR);
    assertThat(transfer(BlockRequest.IN, 0, SECTOR)).isEqualTo(OK);
    assertThat(dataInRam(SECTOR)).isEqualTo(ofImage(0, SECTOR));
  }

  @Test
  void aFlushIsDoneAtOnce() {
    assertThat(withoutData(BlockRequest.FLUSH)).isEqualTo(OK);
    assertThat(driver.usedLength(0, 0)).isEqualTo(1);
  }

  @Test
  void whatTheDeviceDoesNotKnowIsUnsupported() {
    assertThat(withoutData(11)).as("discard").isEqualTo(UNSUPPORTED);
    assertThat(withoutData(-1)).isEqualTo(UNSUPPORTED);
  }

  @Test
  void theIdentifierHasTwentyBytesAndIsThatOfTheContent() {
    assertThat(transfer(BlockRequest.GET_ID, 0, 20)).isEqualTo(OK);
    assertThat(new String(dataInRam(20), US_ASCII)).isEqualTo("vmft-abababababababa");
    assertThat(driver.usedLength(0, 0)).isEqualTo(21);
    assertThat(transfer(BlockRequest.GET_ID, 0, 4)).isEqualTo(OK);
    assertThat(new String(dataInRam(4), US_ASCII)).isEqualTo("vmft");
    assertThat(driver.usedLength(0, 1)).isEqualTo(5);
  }

  @Test
  void aRequestWithoutRoomForItsHeaderOrStatusBreaksTheDevice() {
    header(BlockRequest.FLUSH, 0);
    driver.descriptor(0, 0, HEADER, 16, 0, 0);
    submit();
    assertThat(driver.needsReset()).isTrue();

    driver.setAvailableIndex(0, 0);
    driver.start(1);
    driver.descriptor(0, 0, HEADER, 15, NEXT, 1);
    driver.descriptor(0, 1, STATUS, 1, WRITE, 0);
    submit();
    assertThat(driver.needsReset()).isTrue();
  }

  @Test
  void aRequestForMoreThanFitsIntoAnyBufferFailsWithoutMovingAByte() {
    header(BlockRequest.IN, 0);
    driver.descriptor(0, 0, HEADER, 16, NEXT, 1);
    for (int i = 1; i < 7; i++) {
      driver.descriptor(0, i, RAM, FakeDriver.RAM_BYTES, NEXT | WRITE, i + 1);
    }
    driver.descriptor(0, 7, STATUS, 1, WRITE, 0);
    long before = driver.bytesReportedWritten;
    submit();
    assertThat(status()).isEqualTo(IO_ERROR);
    assertThat(driver.bytesReportedWritten - before).as("status and used ring").isEqualTo(11);
  }

  @Test
  void whatWasWrittenOutlivesResetsOfDriverAndMachine() {
    driver.memory.putLong(DATA, 0x1234_5678_9abc_def0L);
    transfer(BlockRequest.OUT, 0, SECTOR);
    block.transport().reset();
    driver.setAvailableIndex(0, 0);
    driver.start(1);
    transfer(BlockRequest.IN, 0, SECTOR);
    assertThat(driver.memory.getLong(DATA)).isEqualTo(0x1234_5678_9abc_def0L);
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    transfer(BlockRequest.OUT, 0, SECTOR);
    VirtioBlock fresh = new VirtioBlock(high -> {}, driver.dma, image.copyOnWrite());
    RoundTrip.check(block.transport(), fresh.transport(), 0x200, 9);
  }

  private int transfer(int type, long sector, int length) {
    header(type, sector);
    boolean in = type != BlockRequest.OUT;
    if (in) {
      byte[] untouched = new byte[length];
      Arrays.fill(untouched, (byte) UNTOUCHED);
      driver.memory.write(DATA, untouched, 0, length);
    }
    driver.descriptor(0, 0, HEADER, 16, NEXT, 1);
    driver.descriptor(0, 1, DATA, length, in ? NEXT | WRITE : NEXT, 2);
    driver.descriptor(0, 2, STATUS, 1, WRITE, 0);
    submit();
    return status();
  }

  private int withoutData(int type) {
    header(type, 0);
    driver.descriptor(0, 0, HEADER, 16, NEXT, 1);
    driver.descriptor(0, 1, STATUS, 1, WRITE, 0);
    submit();
    return status();
  }

  private void header(int type, long sector) {
    driver.memory.putInt(HEADER, type);
    driver.memory.putInt(HEADER + 4, 0);
    driver.memory.putLong(HEADER + 8, sector);
    driver.memory.putByte(STATUS, UNTOUCHED);
  }

  private void submit() {
    driver.makeAvailable(0, 0);
    driver.kick(0);
  }

  private int status() {
    return driver.memory.getByte(STATUS);
  }

  private byte[] dataInRam(int length) {
    byte[] data = new byte[length];
    driver.memory.read(DATA, data, 0, length);
    return data;
  }

  private byte[] ofImage(int from, int to) {
    return Arrays.copyOfRange(image.content(), from, to);
  }
}
