package vmft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vmft.launcher.FakeMachine.Launch;
import vmft.launcher.FakeMachine.Result;

/** {@code vmft image linux} with an apt that has three packages and a mirror on the same disk. */
class LinuxImageTest {
  /** The list of packages is a file; what goes wrong goes wrong as with the real apt-get. */
  private static final String APT =
      """
      for word in "$@"; do case $word in Dir::State::Lists=*) lists=${word#*=} ;; esac; done
      case $* in
        indextargets*) echo 'Debian|Debian|http://mirror.example/debian/' ;;
        *" update") [ -z "${APT_IS_OFFLINE-}" ] || { echo "E: Could not resolve 'mirror.example'"; exit 100; }
          touch "$lists/mirror.example_Packages" ;;
        *" install linux-image-riscv64") echo 'Inst kmod (34-2 Debian:13 [riscv64])'
          echo 'Inst linux-image-6.12.1-riscv64 (6.12.1-1 Debian:13 [riscv64])' ;;
        *"no-such-package"*) echo 'E: Unable to locate package no-such-package' >&2; exit 100 ;;
        *" --simulate "*) echo 'Inst busybox-static (1:1.37-6 Debian:13 [riscv64])'
          case $* in *redis-server*) echo 'Inst redis-server (5:8.0-3 Debian:13 [riscv64])' ;; esac ;;
        *" download "*) mkdir -p "$HOME/mirror"
          [ ! -e "$HOME/mirror/has-moved-on" ] || { rm "$HOME/mirror/has-moved-on"; echo 'E: 404  Not Found'; exit 100; }
          for word in "$@"; do case $word in
            Dir::*|APT::*|Acquire::*) ;;
            *=*) version=${word#*=}; echo > "${word%%=*}_${version//:/%3a}_riscv64.deb" ;;
          esac; done ;;
      esac
      """;

  /** A package's files, as a tar archive on stdout. */
  private static final String DPKG_DEB =
      """
      files=$(mktemp -d)
      cd "$files"
      case $2 in
        */linux-image-*) mkdir -p boot usr/lib/modules/6.12.1-riscv64/kernel
          printf "%56s${KERNEL_MAGIC-RSC\\005}%8s" '' '' > boot/vmlinux-6.12.1-riscv64
          echo kernel/crypto/crc32c_generic.ko > usr/lib/modules/6.12.1-riscv64/modules.builtin
          for module in failover net_failover virtio_mmio virtio_net virtio_blk virtio-rng crc16 mbcache jbd2 ext4; do
            echo $module > usr/lib/modules/6.12.1-riscv64/kernel/$module.ko.xz
          done ;;
        *) mkdir -p usr/bin usr/share/doc; echo program > usr/bin/busybox; echo words > usr/share/doc/words ;;
      esac
      tar -c .
      rm -r "$files"
      """;

  private static final String CPIO =
      """
      for word in "$@"; do case $word in --file=*) file=${word#*=} ;; esac; done
      tr '\\0' '\\n' > "$file"
      """;

  private static final String MAKE =
      """
      for word in "$@"; do case $word in BUILD=*) build=${word#*=} ;; esac; done
      mkdir -p "$build"; touch "$build/jit" "$build/counters"
      """;

  @TempDir private Path folder;
  private FakeMachine machine;

  @BeforeEach
  void aMachineWithAptAndAMirror() throws IOException {
    machine = new FakeMachine(folder).copyIntoClone("guest-images/linux");
    machine.tool("apt-get", APT).tool("dpkg-deb", DPKG_DEB).tool("cpio", CPIO).tool("make", MAKE);
    machine.tool("xz", "cat \"$2\"").tool("riscv64-unknown-elf-gcc", "");
    Files.createFile(folder.resolve("keyring"));
  }

  @Test
  void aGuestIsMadeOfAKernelAFewModulesAndThePackagesNamed() throws Exception {
    Result result = image("--package", "redis-server");

    assertThat(result.err()).contains("3 packages", "service redis", "digest ");
    assertThat(result.exit()).isZero();
    assertThat(result.out().strip()).isEqualTo(guest("linux-redis-server").toString());
    assertThat(guest("linux-redis-server"))
        .isDirectoryContaining("glob:**/Image")
        .isDirectoryContaining("glob:**/initramfs.cpio")
        .isDirectoryContaining("glob:**/SHA256SUMS");
    assertThat(Files.readAllLines(guest("linux-redis-server").resolve("initramfs.cpio")))
        .isSorted()
        .contains("./init", "./usr/bin/busybox", "./lib", "./usr/share/vmft/jit")
        .contains("./usr/lib/modules/virtio_net.ko", "./usr/lib/modules/ext4.ko.xz")
        .doesNotContain("./usr/share/doc", "./usr/lib/modules/crc32c_generic.ko");
  }

  @Test
  void thePropertiesSayHowToBootItAndWhatItIsMadeOf() throws Exception {
    image("--package", "redis-server", "--memory=512");
    Properties properties = properties("linux-redis-server");
    assertThat(properties)
        .containsEntry("kernel", "Image")
        .containsEntry("initrd", "initramfs.cpio")
        .containsEntry("memory-mib", "512")
        .containsEntry("service", "redis")
        .containsEntry("package.redis-server", "5:8.0-3")
        .containsEntry("package.linux-image-6.12.1-riscv64", "6.12.1-1");
    assertThat(properties.getProperty("append"))
        .startsWith("console=ttyS0 ")
        .endsWith(" vmft.service=redis");
  }

  @Test
  void theSystemsOwnAptIsLeftAlone() throws Exception {
    image();
    assertThat(machine.callsOf("apt-get"))
        .filteredOn(call -> !call.contains("indextargets"))
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(call)
                    .contains("APT::Architecture=riscv64")
                    .contains("Dir::Etc::SourceParts=/dev/null")
                    .contains("Dir::State::Lists=" + folder.resolve("home/.cache/vmft/linux")));
    assertThat(Files.readString(folder.resolve("home/.cache/vmft/linux/sources.list")))
        .isEqualTo(
            "deb [arch=riscv64 signed-by=%s] http://mirror.example/debian trixie main\n"
                .formatted(folder.resolve("keyring")));
  }

  @Test
  void theSameAgainIsThereAtOnceUnlessNewerPackagesAreWanted() throws Exception {
    image();
    int calls = machine.callsOf("apt-get").size();
    Result again = image();
    assertThat(again.err()).contains("nothing to do");
    assertThat(again.out().strip()).isEqualTo(guest("linux").toString());
    assertThat(machine.callsOf("apt-get")).hasSize(calls);

    assertThat(image("--refresh").err()).contains("asking the mirror").contains("packing");
  }

  @Test
  void aChangedSourceAnotherOptionAndADamagedFileEachMakeItAnew() throws Exception {
    image();
    Files.writeString(machine.clone.resolve("guest-images/linux/profile"), "export PS1='> '\n");
    assertThat(image().err()).contains("packing");
    assertThat(image("--service", "httpd").err()).contains("packing");
    Files.writeString(guest("linux").resolve("Image"), "damaged");
    assertThat(image("--service", "httpd").err()).contains("packing");
    assertThat(image("--service", "httpd").err()).contains("nothing to do");
  }

  @Test
  void twoAtOnceMakeItOnce() throws Exception {
    Launch one = machine.start(environment(), "image", "linux");
    Launch other = machine.start(environment(), "image", "linux");
    assertThat(List.of(one.result().exit(), other.result().exit())).containsOnly(0);
    assertThat(machine.callsOf("cpio")).hasSize(1);
  }

  @Test
  void aMirrorThatHasMovedOnIsAskedForItsNewList() throws Exception {
    image();
    Files.createFile(folder.resolve("home/mirror/has-moved-on"));
    Result result = image("--name", "other");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("asking the mirror");
  }

  @Test
  void aPackageThatDoesNotExistIsNamed() throws Exception {
    Result result = image("--package", "redis-server", "--package", "no-such-package");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(lastLine(result))
        .contains("found no such: no-such-package;", "https://packages.debian.org/trixie/");
    assertThat(guest("linux-redis-server")).doesNotExist();
    assertThat(folder.resolve("home/.cache/vmft/linux")).isDirectoryNotContaining("glob:**/work.*");
  }

  @Test
  void withoutANetworkItSaysWhichMirrorCannotBeReached() throws Exception {
    Result result = machine.vmftWith(offline(), "image", "linux");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(lastLine(result)).contains("http://mirror.example/debian", "online?");
  }

  @Test
  void aKernelThatIsNoFlatImageIsRefused() throws Exception {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("KERNEL_MAGIC", "gzip");
    Result result = machine.vmftWith(environment, "image", "linux");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(lastLine(result)).contains("expected a flat RISC-V kernel image");
    assertThat(guest("linux")).doesNotExist();
  }

  @Test
  void theDemoWithLinuxMakesItsGuestBeforeItStarts() throws Exception {
    machine.withAllTools("17.0.1").tool("make", MAKE).tool("passt", "");
    Result result = machine.vmftWith(environment(), "demo", "linux");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("linux-redis-server: ");
    assertThat(machine.calls()).last().asString().endsWith("vmft.cli.Main demo linux");
    assertThat(machine.vmftWith(environment(), "demo", "linux").err()).isEmpty();
  }

  @Test
  void withoutPackagesTheDemoWithLinuxTakesTheGuestThatIsThereOrEnds() throws Exception {
    machine.withAllTools("17.0.1").tool("make", MAKE).tool("passt", "");
    Result without = machine.vmftWith(offline(), "demo", "linux");
    assertThat(without.exit()).isEqualTo(3);
    assertThat(lastLine(without)).contains("online?");

    Files.createDirectories(guest("linux-redis-server"));
    Files.writeString(guest("linux-redis-server").resolve("guest.properties"), "inputs=older");
    Result with = machine.vmftWith(offline(), "demo", "linux");
    assertThat(with.exit()).isZero();
    assertThat(lastLine(with)).contains("going on with the linux-redis-server that is there");
  }

  @Test
  void testsRunWithoutALinuxGuestWhenPackagesCannotBeHad() throws Exception {
    machine.withAllTools("17.0.1").tool("make", MAKE).tool("passt", "");
    Result result = machine.vmftWith(offline(), "test");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("online?", "the tests that need one are left out");
    assertThat(machine.callsOf("mvn")).last().asString().endsWith("verify");
  }

  @Test
  void withoutAptItSaysWhatIsNeeded() throws Exception {
    machine.without("apt-get", "dpkg-deb");
    Result result = image();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("no apt-get here", "apt-get and dpkg-deb");
  }

  @Test
  void whatOtherPartsOfTheBuildMadeIsNotReplaced() throws Exception {
    Files.createDirectories(guest("kv"));
    Result result = image("--name", "kv");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("guest-images/build/kv is something else").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "image, '', expected 'image linux'",
    "image, minix, expected 'image linux'",
    "image, linux --package, expected a value after --package",
    "image, linux redis, expected an option of 'image linux'",
    "image, linux --package Redis;x, expected the name of a Debian package",
    "image, linux --name ../up, expected a name of small letters",
    "image, linux --memory 12, expected a memory of 96 to 16384 MiB",
    "image, linux --service ftp, expected one of these services: none counter httpd redis",
    "image, linux --service redis, expected --package redis-server with --service redis",
  })
  void wrongUseIsOneLineAndNothingIsFetched(String command, String options, String message)
      throws Exception {
    String[] words = (command + " " + options).strip().split(" ");
    Result result = machine.vmftWith(environment(), words);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(message).hasLineCount(1);
    assertThat(machine.callsOf("apt-get")).isEmpty();
  }

  private Result image(String... options) throws IOException, InterruptedException {
    String[] words = new String[options.length + 2];
    words[0] = "image";
    words[1] = "linux";
    System.arraycopy(options, 0, words, 2, options.length);
    return machine.vmftWith(environment(), words);
  }

  private Map<String, String> environment() {
    return Map.of("VMFT_DEBIAN_KEYRING", folder.resolve("keyring").toString());
  }

  private Map<String, String> offline() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("APT_IS_OFFLINE", "yes");
    return environment;
  }

  private Path guest(String name) {
    return machine.clone.resolve("guest-images/build").resolve(name);
  }

  private Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(guest(name).resolve("guest.properties"))) {
      properties.load(reader);
    }
    return properties;
  }

  private static String lastLine(Result result) {
    return result.err().lines().reduce((first, last) -> last).orElse("");
  }
}
