package vmft.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vmft.image.GuestImage.Segment;

/** Kernels and what comes with them: where everything lies, and what is refused. */
class GuestAssemblyTest {
  private static final long BASE = 0x8000_0000L;
  private static final int MIB = 1 << 20;
  private static final RamRange RAM = new RamRange(BASE, 16 * MIB - (64 << 10));

  /** {@code li a0, 1}, twice. */
  private static final byte[] CODE = HexFormat.of().parseHex("1305100013051000");

  @TempDir private Path folder;

  /** The header of a Linux kernel with nothing behind it. */
  private static byte[] linux(long offset, long memoryBytes, long flags) {
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 'M').put((byte) 'Z').position(8);
    header.putLong(offset).putLong(memoryBytes).putLong(flags);
    header.putInt(0x38, 0x0543_5352);
    return header.array();
  }

  private static byte[] linux() {
    return linux(2 * MIB, 4 * MIB, 0);
  }

  private GuestFiles files(byte[] kernel, byte[] initrd, String bios) throws IOException {
    return new GuestFiles(file("kernel", kernel), file("initrd", initrd), bios, null, null);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return bytes == null ? null : Files.write(folder.resolve(name), bytes);
  }

  private static Segment last(GuestImage image) {
    return image.segments().get(image.segments().size() - 1);
  }

  @Test
  void aLinuxKernelLiesTwoMebibytesUpAndStartsInSupervisorMode() throws Exception {
    GuestImage image = files(linux(), null, null).load(RAM);
    assertThat(image.entry()).isEqualTo(BASE + 2 * MIB);
    assertThat(image.segments().get(0).memoryBytes()).isEqualTo(4 * MIB);
    assertThat(image.start()).isEqualTo(Start.SUPERVISOR);
    assertThat(image.sha256()).hasSize(64);
  }

  @Test
  void aLinuxKernelBuiltForMachineModeStartsThere() throws Exception {
    GuestImage image = files(linux(0, 4 * MIB, 0), null, null).load(RAM);
    assertThat(image.entry()).isEqualTo(BASE);
    assertThat(image.start()).isEqualTo(Start.MACHINE);
  }

  @ParameterizedTest
  @CsvSource({
    "4194304, 4194304, 0, 32-bit",
    "2097152, 4194304, 1, big-endian",
    "2097152, 16777216, 0, more memory",
    "2097152, -1, 0, more memory",
    "-1, 4096, 0, more memory"
  })
  void aLinuxKernelThatCannotRunHereIsRefused(long offset, long bytes, long flags, String clue) {
    assertThatThrownBy(() -> GuestImage.parse("k", linux(offset, bytes, flags), RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("expected ")
        .hasMessageContaining(clue);
  }

  /** With one section, which ends at 8 KiB. */
  private static byte[] efiLinux(int fileBytes) {
    ByteBuffer file = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    file.put(linux()).putInt(0x3c, 64).putInt(64, 0x4550);
    file.putShort(64 + 6, (short) 1).putShort(64 + 20, (short) 8);
    file.putInt(64 + 24 + 8 + 16, 4096).putInt(64 + 24 + 8 + 20, 4096);
    return Arrays.copyOf(file.array(), fileBytes);
  }

  @Test
  void aKernelWhoseFileIsCutOffIsRefusedWhereItSaysHowLongItIs() throws Exception {
    assertThat(GuestImage.parse("k", efiLinux(8192), RAM).start()).isEqualTo(Start.SUPERVISOR);
    for (int bytes : List.of(8191, 5000, 100)) {
      assertThatThrownBy(() -> GuestImage.parse("k", efiLinux(bytes), RAM))
          .isInstanceOf(BadImageException.class)
          .hasMessageContaining("cut off after " + bytes);
    }
  }

  @Test
  void theInitialFileSystemLiesAsHighAsItGoesAndIsNamedInTheDigest() throws Exception {
    byte[] initrd = new byte[5000];
    initrd[0] = 7;
    GuestImage image = files(linux(), initrd, null).load(RAM);
    RamRange place = image.start().initrd();
    assertThat(place.base() % 4096).isZero();
    assertThat(place.length()).isEqualTo(5000);
    assertThat(RAM.end() - place.end()).isBetween(0L, 4095L);
    assertThat(last(image).address()).isEqualTo(place.base());
    assertThat(last(image).data().get(0)).isEqualTo((byte) 7);
    assertThat(image.sha256()).matches("kernel=[0-9a-f]{64},initrd=[0-9a-f]{64}");
  }

  @Test
  void anInitialFileSystemThatDoesNotFitBehindTheKernelIsRefused() throws IOException {
    GuestFiles files = files(linux(), new byte[10 * MIB], null);
    assertThatThrownBy(() -> files.load(RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("initrd: expected at most")
        .hasMessageContaining("more memory");
  }

  @Test
  void anEmptyInitialFileSystemIsRefused() throws IOException {
    GuestFiles files = files(linux(), new byte[0], null);
    assertThatThrownBy(() -> files.load(RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void firmwareIsEnteredFirstAndToldWhereTheKernelIs() throws Exception {
    String bios = file("bios", CODE).toString();
    GuestImage image = files(linux(), new byte[100], bios).load(RAM);
    assertThat(image.entry()).isEqualTo(BASE);
    assertThat(image.start().needsFirmware()).isFalse();
    assertThat(image.start().isBare()).isFalse();
    Segment info = last(image);
    assertThat(info.address()).isEqualTo(image.start().firmwareInfo());
    assertThat(info.end()).isLessThanOrEqualTo(image.start().initrd().base());
    ByteBuffer words = info.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(words.getLong()).isEqualTo(0x4942_534fL);
    assertThat(words.getLong()).isEqualTo(2);
    assertThat(words.getLong()).isEqualTo(BASE + 2 * MIB);
    assertThat(words.getLong()).isEqualTo(1);
  }

  @Test
  void aFlatKernelStandsBehindFirmwareAndAnElfFileMustNotTouchIt() throws Exception {
    String bios = file("bios", CODE).toString();
    files(CODE, null, bios).load(RAM);
    assertThat(files(CODE, null, "default").load(RAM).entry()).isEqualTo(BASE + 2 * MIB);
    GuestFiles overlapping = files(new ElfBuilder(BASE, CODE).build(), null, bios);
    assertThatThrownBy(() -> overlapping.load(RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("behind the firmware");
  }

  @Test
  void theFirmwareCanBeChosenForAnyKernel() throws Exception {
    assertThat(files(linux(), null, "none").load(RAM).start()).isEqualTo(Start.MACHINE);
    GuestImage elf = files(new ElfBuilder(BASE, CODE).build(), null, "default").load(RAM);
    assertThat(elf.start()).isEqualTo(Start.SUPERVISOR);
    assertThat(elf.sha256()).startsWith("firmware=default,kernel=");
  }

  @ParameterizedTest
  @CsvSource({"41524d64, 56, arm64", "48647253, 514, x86"})
  void aKernelForAnotherProcessorIsNamed(String magic, int offset, String clue) {
    byte[] file = new byte[600];
    file[0] = 'M';
    file[1] = 'Z';
    byte[] bytes = HexFormat.of().parseHex(magic);
    System.arraycopy(bytes, 0, file, offset, bytes.length);
    assertThatThrownBy(() -> GuestImage.parse("k", file, RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("Linux kernel for " + clue);
  }

  @ParameterizedTest
  @CsvSource({"'', compile it", "d00dfeed0000ffff, cut off", "d00dfeed000000400000000000, damaged"})
  void whatIsNoDeviceTreeIsRefused(String hex, String clue) throws IOException {
    byte[] tree = new byte[60];
    byte[] start = HexFormat.of().parseHex(hex.substring(0, hex.length() / 2 * 2));
    System.arraycopy(start, 0, tree, 0, start.length);
    GuestFiles files =
        new GuestFiles(file("kernel", linux()), null, null, file("tree", tree), null);
    assertThatThrownBy(() -> files.load(RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("device tree")
        .hasMessageContaining(clue);
  }

  @Test
  void filesAreWrittenDownAndFoundAgain() {
    GuestFiles one = GuestFiles.of(Path.of("/a b/kernel=1.elf"));
    assertThat(one.text()).isEqualTo("/a b/kernel=1.elf");
    assertThat(GuestFiles.parse(one.text())).isEqualTo(one);
    GuestFiles many =
        new GuestFiles(Path.of("/k"), Path.of("/i"), "none", Path.of("/t"), Path.of("/d"));
    assertThat(GuestFiles.parse(many.text())).isEqualTo(many);
    assertThat(GuestFiles.parse(one.withDisk(Path.of("/d")).text()))
        .isEqualTo(one.withDisk(Path.of("/d")));
  }
}
