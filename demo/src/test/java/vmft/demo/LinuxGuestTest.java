package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.demo.linux.LinuxGuest;

/** Debian's kernel with our programs in user mode. */
class LinuxGuestTest {
  private static final Path GUEST = LinuxGuest.REDIS.path(System.getenv());

  @TempDir private Path folder;
  private final Properties properties = new Properties();

  @BeforeEach
  void aGuestOutOfDebianPackages() throws Exception {
    Path file = GUEST.resolve("guest.properties");
    assumeTrue(Files.exists(file), "no guest " + GUEST + ": packages could not be had");
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
  }

  @Test
  void rewrittenCodeIsNeverStaleAndCountersAreTheSameInTheReplay() throws Exception {
    Path trace = folder.resolve("linux.trace");
    String arguments = argumentsToRun("jit 60; counters 200; jit 60");

    String out = vmft("run", GUEST.toString(), "--append", arguments, "--trace", trace.toString());

    assertThat(out.lines())
        .contains("vmft: init", "counters: cycle counts", "counters: instret counts")
        .contains("jit: 540 rewrites, 0 stale")
        .anyMatch(line -> line.startsWith("vmft: ended with 0 after "));
    vmft("replay", trace.toString());
  }

  @Test
  void stockDriversFindDiskConsoleAndRandomNumbersAndTheDisksFileStaysAsItWas() throws Exception {
    byte[] content = new byte[1 << 20];
    new Random(7).nextBytes(content);
    Path disk = Files.write(folder.resolve("disk.img"), content);
    Path trace = folder.resolve("linux.trace");
    String command =
        "md5sum /dev/vda; dd if=/dev/zero of=/dev/vda bs=64k count=2 conv=fsync;"
            + " echo 3 >/proc/sys/vm/drop_caches; md5sum /dev/vda;"
            + " echo random: $(dd if=/dev/hwrng bs=64 count=1 | wc -c)";
    String arguments = argumentsToRun(command).replace("console=ttyS0", "console=hvc0");

    String out =
        vmft(
            "run",
            GUEST.toString(),
            "--disk",
            disk.toString(),
            "--console-device",
            "virtio",
            "--append",
            arguments,
            "--trace",
            trace.toString());

    String before = md5(content) + "  /dev/vda";
    Arrays.fill(content, 0, 2 * 64 * 1024, (byte) 0);
    assertThat(out.lines()).contains("vmft: init", before, md5(content) + "  /dev/vda");
    assertThat(out.lines()).contains("random: 64");
    assertThat(md5(Files.readAllBytes(disk)) + "  /dev/vda").isEqualTo(before);
    vmft("replay", trace.toString());
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  @Test
  void aBrokenInitialFileSystemMakesTheKernelPanicVisibly() throws Exception {
    Path broken = folder.resolve("initramfs.cpio");
    Files.write(broken, new byte[] {'0', '7', '0', '7', '0', '1', 'x', 'y'});
    try (Command run =
        Command.start(folder, "run", GUEST.toString(), "--initrd", broken.toString())) {
      Stage.await("the kernel panics", () -> run.out().contains("Kernel panic - not syncing"));
      assertThat(run.handle().isAlive()).as("it stays so, for a person to read").isTrue();
    }
  }

  /** The guest's own boot arguments, with a command instead of its service. */
  private String argumentsToRun(String command) {
    String own = properties.getProperty("append").replaceAll(" vmft.service=\\S+", "");
    return own + " vmft.run=\"" + command + "\"";
  }

  /** What a command that ends well prints; a terminal's carriage returns are left out. */
  private String vmft(String... arguments) throws Exception {
    try (Command command = Command.start(folder, arguments)) {
      assertThat(command.await()).as(command.err() + command.out()).isZero();
      return command.out().replace("\r", "");
    }
  }
}
