package vmft.device.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.device.StateReader;
import vmft.device.StateWriter;

class DiskTest {
  private static final int SECTOR = DiskSettings.SECTOR_BYTES;

  /** Not a whole number of blocks. */
  private static final int BYTES = 3 * (1 << 20) + 3 * SECTOR;

  private final MemoryDisk image = new MemoryDisk(BYTES);

  @Test
  void randomReadsAndWritesAreThoseOfAnArrayAndTheImageStaysAsItIs() {
    Random random = new Random(11);
    Disk disk = image.copyOnWrite();
    byte[] model = image.content().clone();
    byte[] before = image.content().clone();
    for (int step = 0; step < 400; step++) {
      int sectors = 1 + random.nextInt(20);
      int sector = random.nextInt(BYTES / SECTOR - sectors + 1) % 500;
      byte[] data = new byte[sectors * SECTOR];
      if (random.nextBoolean()) {
        random.nextBytes(data);
        assertThat(disk.write(sector, data)).isTrue();
        System.arraycopy(data, 0, model, sector * SECTOR, data.length);
      }
      assertThat(disk.read(sector, data.length))
          .isEqualTo(Arrays.copyOfRange(model, sector * SECTOR, sector * SECTOR + data.length));
    }
    assertThat(image.content()).isEqualTo(before);
  }

  @Test
  void theLastBlockOfTheDiskMayBeShort() {
    Disk disk = image.copyOnWrite();
    long last = BYTES / SECTOR - 1;
    byte[] data = new byte[SECTOR];
    assertThat(disk.write(last, data)).isTrue();
    assertThat(disk.read(last, SECTOR)).isEqualTo(data);
  }

  @Test
  void whatLiesOnTheDiskIsToldFromWhatDoesNotWhateverTheNumbers() {
    Disk disk = image.readOnly();
    long sectors = BYTES / SECTOR;
    assertThat(disk.contains(0, BYTES)).isTrue();
    assertThat(disk.contains(sectors, 0)).isTrue();
    assertThat(disk.contains(sectors - 1, SECTOR + 1)).isFalse();
    assertThat(disk.contains(sectors, 1)).isFalse();
    assertThat(disk.contains(-1, 0)).isFalse();
    assertThat(disk.contains(Long.MAX_VALUE, 1)).isFalse();
    assertThat(disk.contains(Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
    assertThat(disk.contains(1, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aReadOnlyDiskTakesNoWrites() {
    Disk disk = image.readOnly();
    assertThat(disk.write(0, new byte[SECTOR])).isFalse();
    assertThat(disk.read(0, SECTOR)).isEqualTo(Arrays.copyOf(image.content(), SECTOR));
  }

  @Test
  void aWriteBeyondTheLimitIsRefusedAsAWholeAndRewritingStillWorks() {
    Disk disk = image.copyOnWrite();
    assertThat(disk.write(8, new byte[(1 << 20) - 4096])).isTrue();
    byte[] fingerprint = fingerprint(disk);
    assertThat(disk.write(3000, new byte[3 * 4096])).isFalse();
    assertThat(fingerprint(disk)).isEqualTo(fingerprint);
    assertThat(disk.write(16, new byte[8192])).isTrue();
    assertThat(disk.write(4000, new byte[SECTOR])).isTrue();
    assertThat(disk.write(5000, new byte[SECTOR])).isFalse();
  }

  @Test
  void theFingerprintIsThatOfTheContentHoweverItCameThere() {
    Disk one = image.copyOnWrite();
    Disk other = image.copyOnWrite();
    byte[] data = new byte[2 * SECTOR];
    Arrays.fill(data, (byte) 7);
    one.write(7, data);
    other.write(8, Arrays.copyOf(data, SECTOR));
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
    other.write(7, new byte[SECTOR]);
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
    other.write(7, Arrays.copyOf(data, SECTOR));
    assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
  }

  @Test
  void twoBlocksThatChangePlacesChangeTheFingerprint() {
    Disk one = image.copyOnWrite();
    Disk other = image.copyOnWrite();
    byte[] ones = new byte[4096];
    Arrays.fill(ones, (byte) 1);
    one.write(0, ones);
    one.write(8, new byte[4096]);
    other.write(8, ones);
    other.write(0, new byte[4096]);
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
  }

  @Test
  void savedAndRestoredItReadsTheSame() {
    Disk disk = image.copyOnWrite();
    disk.write(5, new byte[10 * SECTOR]);
    StateWriter saved = new StateWriter();
    disk.save(saved);
    Disk restored = image.copyOnWrite();
    restored.write(100, new byte[SECTOR]);
    restored.restore(new StateReader(saved.toBytes()));
    assertThat(fingerprint(restored)).isEqualTo(fingerprint(disk));
    assertThat(restored.read(0, 32 * SECTOR)).isEqualTo(disk.read(0, 32 * SECTOR));
    assertThat(restored.read(100, SECTOR)).isEqualTo(disk.read(100, SECTOR));
  }

  @Test
  void theSettingsSurviveTheirText() {
    for (Disk disk : new Disk[] {image.copyOnWrite(), image.readOnly()}) {
      DiskSettings settings = disk.settings();
      assertThat(DiskSettings.parse(settings.canonicalText())).isEqualTo(settings);
    }
    assertThatThrownBy(() -> DiskSettings.parse("rw bytes:512"))
        .hasMessageContaining("found 'rw bytes:512'");
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedInOneLine() {
    assertThatThrownBy(() -> settings(DiskSettings.Mode.READ_ONLY, 513, 0))
        .hasMessageContaining("multiple of 512 bytes, found 513");
    assertThatThrownBy(() -> settings(DiskSettings.Mode.READ_ONLY, 512, 1))
        .hasMessage("disk limit with mode ro: expected 0 to 0 MiB, found 1");
    assertThatThrownBy(() -> settings(DiskSettings.Mode.COPY_ON_WRITE, 512, 0))
        .hasMessage("disk limit with mode cow: expected 1 to 65536 MiB, found 0");
  }

  private static DiskSettings settings(DiskSettings.Mode mode, long bytes, int limit) {
    return new DiskSettings(mode, bytes, limit, MemoryDisk.SHA256);
  }

  private static byte[] fingerprint(Disk disk) {
    StateWriter out = new StateWriter();
    disk.fingerprint(out);
    return out.toBytes();
  }
}
