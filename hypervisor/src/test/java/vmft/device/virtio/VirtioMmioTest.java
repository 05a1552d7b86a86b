package vmft.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vmft.device.Device;
import vmft.device.RoundTrip;

class VirtioMmioTest {
  private static final byte[] MAC = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};

  private final FakeDriver driver = new FakeDriver();
  private boolean line;
  private final Device card = newCard();

  private Device newCard() {
    return new VirtioNet(high -> line = high, driver.dma, (kind, data) -> {}, MAC).transport();
  }

  @BeforeEach
  void plugIn() {
    driver.drive(card);
  }

  @Test
  void aDriverThatProbesFindsAVersionTwoTransport() {
    assertThat(driver.register(0x000)).isEqualTo(0x7472_6976);
    assertThat(driver.register(0x004)).isEqualTo(2);
    assertThat(driver.register(0x008)).isEqualTo(1);
    assertThat(driver.register(0x070)).isZero();
  }

  @Test
  void anEmptySlotHasTheMagicNumberAndNoDevice() {
    Device empty = new EmptyVirtioSlot();
    assertThat(empty.read(0x000, 4)).isEqualTo(0x7472_6976);
    assertThat(empty.read(0x004, 4)).isEqualTo(2);
    assertThat(empty.read(0x008, 4)).isZero();
    assertThat(empty.read(0x070, 4)).isZero();
    empty.write(0x070, 4, 1);
    RoundTrip.check(empty, new EmptyVirtioSlot(), 0x200, 6);
  }

  @Test
  void theOfferedFeaturesAreVersionOneMacAndStatus() {
    driver.register(MmioRegister.DEVICE_FEATURES_SELECT, 0);
    assertThat(driver.register(MmioRegister.DEVICE_FEATURES)).isEqualTo(1 << 5 | 1 << 16);
    driver.register(MmioRegister.DEVICE_FEATURES_SELECT, 1);
    assertThat(driver.register(MmioRegister.DEVICE_FEATURES)).isEqualTo(1);
    driver.register(MmioRegister.DEVICE_FEATURES_SELECT, 2);
    assertThat(driver.register(MmioRegister.DEVICE_FEATURES)).isZero();
  }

  @Test
  void aDriverWithoutVersionOneIsNotAgreedWith() {
    driver.register(MmioRegister.STATUS, 3);
    driver.register(MmioRegister.STATUS, 0x0b);
    assertThat(driver.register(MmioRegister.STATUS)).isEqualTo(3);
  }

  @Test
  void aFeatureThatWasNotOfferedIsNotAgreedTo() {
    driver.register(MmioRegister.DRIVER_FEATURES_SELECT, 1);
    driver.register(MmioRegister.DRIVER_FEATURES, 1);
    driver.register(MmioRegister.DRIVER_FEATURES_SELECT, 0);
    driver.register(MmioRegister.DRIVER_FEATURES, 1);
    driver.register(MmioRegister.STATUS, 0x0b);
    assertThat(driver.register(MmioRegister.STATUS)).isEqualTo(3);
  }

  @Test
  void theConfigurationSpaceTellsAddressAndLinkInAccessesOfAnySize() {
    assertThat(card.read(0x100, 1)).isEqualTo(0x52);
    assertThat(card.read(0x104, 2)).isEqualTo(0x5634);
    assertThat(card.read(0x100, 4)).isEqualTo(0x1200_5452);
    assertThat(card.read(0x106, 2)).isEqualTo(1);
    assertThat(card.read(0xffc, 4)).isZero();
    card.write(0x100, 4, 0);
    assertThat(card.read(0x100, 1)).isEqualTo(0x52);
  }

  @Test
  void registersAreReachedByWordsOnly() {
    assertThat(card.read(0x000, 1)).isZero();
    assertThat(card.read(0x000, 2)).isZero();
    card.write(MmioRegister.STATUS, 1, 1);
    assertThat(driver.register(MmioRegister.STATUS)).isZero();
  }

  @Test
  void aQueueThatDoesNotExistHasSizeZero() {
    driver.register(MmioRegister.QUEUE_SELECT, 1);
    assertThat(driver.register(MmioRegister.QUEUE_SIZE_MAX)).isEqualTo(256);
    driver.register(MmioRegister.QUEUE_SELECT, 2);
    assertThat(driver.register(MmioRegister.QUEUE_SIZE_MAX)).isZero();
    driver.register(MmioRegister.QUEUE_READY, 1);
    assertThat(driver.register(MmioRegister.QUEUE_READY)).isZero();
    driver.register(MmioRegister.QUEUE_SELECT, 0xffff_ffffL);
    assertThat(driver.register(MmioRegister.QUEUE_SIZE_MAX)).isZero();
  }

  @Test
  void aReadyQueueKeepsItsAddresses() {
    driver.start(2);
    byte[] before = RoundTrip.save(card);
    driver.register(MmioRegister.QUEUE_SELECT, 1);
    byte[] selected = RoundTrip.save(card);
    driver.setAddresses(1, 4, 0x9999_0000_0000L);
    assertThat(RoundTrip.save(card)).isEqualTo(selected).isEqualTo(before);
    assertThat(driver.register(MmioRegister.QUEUE_READY)).isEqualTo(1);
  }

  @Test
  void writingZeroToTheStatusResetsEverything() {
    byte[] afterPowerOn = RoundTrip.save(card);
    driver.start(2);
    driver.register(MmioRegister.STATUS, 0);
    assertThat(RoundTrip.save(card)).isEqualTo(afterPowerOn);
    assertThat(card.needsService()).isFalse();
  }

  @Test
  void aNoticeForAQueueThatDoesNotExistIsIgnored() {
    driver.start(2);
    driver.register(MmioRegister.QUEUE_NOTIFY, 2);
    driver.register(MmioRegister.QUEUE_NOTIFY, 0xffff_ffffL);
    assertThat(card.needsService()).isFalse();
  }

  @Test
  void thereIsNoSharedMemory() {
    assertThat(driver.register(0x0b0)).isEqualTo(0xffff_ffffL);
    assertThat(driver.register(0x0bc)).isEqualTo(0xffff_ffffL);
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    driver.start(2);
    driver.descriptor(1, 0, FakeDriver.RAM + 0x8000, 80, 0, 0);
    driver.makeAvailable(1, 0);
    driver.kick(1);
    assertThat(line).isTrue();
    RoundTrip.check(card, newCard(), 0x200, 7);
  }
}
