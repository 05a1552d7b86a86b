package vmft.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Kernels, and what comes with them, that cannot work: one line that says why, exit code 2. */
class BadGuestTest {
  private static final int IMAGE_BYTES = 1024;

  @TempDir private Path folder;

  @Test
  void aKernelForArm64IsNamed() throws IOException {
    byte[] kernel = kernel();
    System.arraycopy("ARMd".getBytes(US_ASCII), 0, kernel, 0x38, 4);
    assertRefused("a Linux kernel for arm64", "--kernel", file("Image", kernel));
  }

  @Test
  void aKernelForX86IsNamed() throws IOException {
    byte[] kernel = new byte[IMAGE_BYTES];
    System.arraycopy("MZ".getBytes(US_ASCII), 0, kernel, 0, 2);
    System.arraycopy("HdrS".getBytes(US_ASCII), 0, kernel, 0x202, 4);
    assertRefused("a Linux kernel for x86", "--kernel", file("bzImage", kernel));
  }

  @Test
  void aKernelThatIsStillCompressedIsNamed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(kernel());
    }
    String image = file("Image.gz", packed.toByteArray());
    assertRefused("gzip data; unpack it first", "--kernel", image);
  }

  @Test
  void aKernelThatIsCutOffIsNamed() throws IOException {
    ByteBuffer kernel = ByteBuffer.wrap(kernel()).order(ByteOrder.LITTLE_ENDIAN);
    kernel.putInt(0x3c, 0x40).putInt(0x40, 0x4550).putShort(0x46, (short) 1);
    kernel.putInt(0x58 + 16, 1 << 20).putInt(0x58 + 20, 4096);
    String image = file("Image", kernel.array());
    assertRefused("cut off after " + IMAGE_BYTES, "--kernel", image);
  }

  @Test
  void aProgramOf32BitsIsNamed() throws IOException {
    byte[] elf = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}, 0, elf, 0, 7);
    assertRefused("a 64-bit ELF file", "--kernel", file("vmlinux", elf));
  }

  @Test
  void anInitialFileSystemLargerThanMemoryIsNamed() throws IOException {
    String kernel = file("Image", kernel());
    String initrd = file("initrd", new byte[9 << 20]);
    assertRefused(
        "give the machine more memory", "--kernel", kernel, "--initrd", initrd, "-m", "8");
    assertRefused("initrd", "--kernel", kernel, "--initrd", initrd, "-m", "10");
  }

  @Test
  void anInitialFileSystemWithoutAKernelIsRefused() throws IOException {
    assertRefused("a kernel for --initrd", "--initrd", file("initrd", new byte[100]));
  }

  @Test
  void aDeviceTreeThatIsNoneOrDamagedIsNamed() throws IOException {
    String kernel = file("Image", kernel());
    String text = file("tree.dts", "/dts-v1/; / { };                          ".getBytes(US_ASCII));
    assertRefused("compile it with dtc", "--kernel", kernel, "--dtb", text);
    byte[] tree = ByteBuffer.allocate(64).putInt(0xd00d_feed).putInt(4096).array();
    String cut = file("tree.dtb", tree);
    assertRefused("cut off or damaged", "--kernel", kernel, "--dtb", cut);
  }

  @Test
  void whatADeviceTreeOfOnesOwnWouldNotTellTheKernelIsRefused() throws IOException {
    String kernel = file("Image", kernel());
    String tree = file("tree.dtb", new byte[64]);
    assertRefused("no boot arguments beside --dtb", kernel, "--dtb", tree, "--append", "quiet");
    String initrd = file("initrd", new byte[64]);
    assertRefused("no initial file system beside", kernel, "--dtb", tree, "--initrd", initrd);
  }

  @Test
  void aSizeOfMemoryThatIsNoneIsRefused() throws IOException {
    String kernel = file("Image", kernel());
    assertRefused("such as 256, 256M or 1G, found '12k'", kernel, "--memory", "12k");
    assertRefused("expected 4 to 2047 MiB, found 4096", kernel, "--memory", "4G");
    assertRefused("expected 4 to 2047 MiB, found 3", kernel, "--memory", "3m");
    assertRefused("room for its 5 MiB", kernel, "--memory", "6M");
  }

  @Test
  void nothingToRunOrAKernelTwiceIsRefused() throws IOException {
    assertRefused("expected an image, --kernel or --bios FILE, found none");
    String kernel = file("Image", kernel());
    assertRefused("expected a kernel file once", kernel, "--kernel", kernel);
  }

  @Test
  void aFolderThatSaysWhatCannotBeIsNamed() throws IOException {
    Path properties = folder.resolve("guest.properties");
    Files.writeString(properties, "kernel=Image\nmemory-mib=much\n");
    assertRefused("guest.properties: memory-mib: expected a size", folder.toString());
    Files.writeString(properties, "kernel=Image\nappend=\\u00\n");
    assertRefused("guest.properties: expected lines of name=value", folder.toString());
    Files.writeString(properties, "kernel=nowhere\n");
    assertRefused("nowhere: expected a file, found none", folder.toString());
    Files.writeString(properties, "append=quiet\n");
    assertRefused("expected an image, --kernel", folder.toString());
  }

  /** The header of one that wants 4 MiB, and nothing but zeros behind it. */
  private static byte[] kernel() {
    ByteBuffer file = ByteBuffer.allocate(IMAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'M').put((byte) 'Z').putLong(8, 2 << 20).putLong(16, 4 << 20);
    return file.putInt(0x38, 0x0543_5352).array();
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static void assertRefused(String clue, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine vmft = Main.configured(new CommandLine(new Main())).setErr(new PrintWriter(err));
    String[] line = new String[arguments.length + 1];
    line[0] = "run";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    assertThat(vmft.execute(line)).as("%s", err).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString()).startsWith("vmft: ").contains("expected", clue).hasLineCount(1);
  }
}
