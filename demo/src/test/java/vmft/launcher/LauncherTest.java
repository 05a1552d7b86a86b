package vmft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.launcher.FakeMachine.Launch;
import vmft.launcher.FakeMachine.Result;

class LauncherTest {
  /** What an installed set of packages leaves behind, and what the download of Unicorn does. */
  private static final String APT_THAT_INSTALLS =
      """
      here=$(dirname "$0")
      case $* in
        *" install "*) for tool in mvn cc make riscv64-unknown-elf-gcc; do cp "$here/apt-works" "$here/$tool"; done ;;
        *" download "*) touch libunicorn2t64.deb ;;
        indextargets*) echo 'Debian|Debian|http://mirror.example/debian/' ;;
      esac
      """;

  private static final String DPKG_THAT_UNPACKS_UNICORN =
      """
      [ "$1" = -x ] || { echo amd64; exit; }
      mkdir -p "$3/usr/lib/x86_64-linux-gnu" "$3/usr/include/unicorn"
      touch "$3/usr/lib/x86_64-linux-gnu/libunicorn.so.2"
      printf '#define UC_API_MAJOR 2\\n#define UC_API_MINOR 1\\n#define UC_API_PATCH 5\\n' \
        > "$3/usr/include/unicorn/unicorn.h"
      """;

  @TempDir private Path folder;
  private FakeMachine machine;

  @BeforeEach
  void aMachineWithNothingButTheBaseSystem() throws IOException {
    machine = new FakeMachine(folder);
  }

  @Test
  void withoutAptItSaysExactlyWhatToInstall() throws Exception {
    Result result = machine.vmft("demo");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains("no apt-get here")
        .contains("Maven", "a C compiler", "make", "riscv64-unknown-elf-gcc", "Unicorn 2.1.4");
  }

  @Test
  void withoutRootItPrintsTheOneCommandAndInstallsNothing() throws Exception {
    machine.tool("apt-get", "").withUser(1000);
    Result result = machine.vmft("demo");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains("sudo sh -c \"apt-get update && apt-get install -y")
        .contains("maven");
    assertThat(machine.callsOf("apt-get")).isEmpty();
  }

  @Test
  void sudoThatAsksNoPasswordIsUsed() throws Exception {
    machine.withUser(1000).tool("sudo", "exit 1").tool("apt-get", "");
    assertThat(machine.vmft("demo").exit()).isEqualTo(3);
    assertThat(machine.callsOf("apt-get")).isEmpty();

    machine.tool("sudo", "[ \"$2\" = true ] || { echo 'E: no network'; exit 7; }");
    Result result = machine.vmft("demo");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("apt-get update failed").contains("E: no network");
  }

  @Test
  void passtIsInstalledForASwitchThatIsToUseItAndForNothingElse() throws Exception {
    machine.withAllTools("17.0.1");
    machine.tool("apt-get", "[[ $* != *' install '*passt ]] || cp \"$0\" \"${0%/*}/passt\"");

    assertThat(machine.vmft("switch", "--tap", "tap0").exit()).isZero();
    assertThat(machine.callsOf("apt-get")).isEmpty();
    Result result = machine.vmft("switch", "--publish=8080:80");

    assertThat(result.err()).contains("missing: passt: connects the guest to the network");
    assertThat(result.exit()).isZero();
    assertThat(machine.callsOf("apt-get")).last().asString().endsWith("passt");
  }

  @Test
  void onABareMachineItInstallsWhatIsMissingThenBuildsThenRuns() throws Exception {
    machine.withAllTools("17.0.1").tool("apt-works", FakeMachine.MAVEN_THAT_BUILDS);
    machine.without("mvn", "riscv64-unknown-elf-gcc").withoutUnicorn();
    machine.tool("apt-get", APT_THAT_INSTALLS).tool("dpkg", DPKG_THAT_UNPACKS_UNICORN);

    Result result = machine.vmft("demo");

    assertThat(result.err())
        .contains("missing: Maven", "missing: a RISC-V cross compiler", "built");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("unicorn in " + machine.unicorn());
    assertThat(machine.callsOf("apt-get"))
        .anySatisfy(
            call ->
                assertThat(call)
                    .contains("install -y --no-install-recommends maven gcc-riscv64-unknown-elf")
                    .doesNotContain("jdk", " make "));
  }

  @Test
  void aUnicornThatIsTooOldOrTooNewIsReplaced() throws Exception {
    machine.tool("apt-get", APT_THAT_INSTALLS).tool("dpkg", DPKG_THAT_UNPACKS_UNICORN);
    machine.withAllTools("17.0.1").withUnicorn(2, 1, 3);
    assertThat(machine.vmft("demo").err()).contains("fetching Unicorn");
    machine.withUnicorn(2, 2, 0);
    assertThat(machine.vmft("demo").err()).contains("fetching Unicorn");
    assertThat(Files.readString(machine.unicorn().resolve("usr/include/unicorn/unicorn.h")))
        .contains("PATCH 5");
  }

  @Test
  void aUnicornOfTheUsersOwnIsNeverReplacedButRefusedWhenUnusable() throws Exception {
    machine.withAllTools("17.0.1").tool("apt-get", APT_THAT_INSTALLS);
    Map<String, String> environment = Map.of("VMFT_UNICORN", folder.resolve("mine").toString());
    Result result = machine.vmftWith(environment, "demo");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("VMFT_UNICORN=").contains("2.1.4 or later").hasLineCount(1);
  }

  @Test
  void aJdkThatIsTooOldDoesNotCount() throws Exception {
    machine.withAllTools("11.0.2");
    Result result = machine.vmft("doctor");
    assertThat(result.out()).doesNotContain("11.0.2");
  }

  @Test
  void aFreshBuildIsRunWithoutMaven() throws Exception {
    machine.withAllTools("17.0.1");
    assertThat(machine.vmft("demo").err()).contains("built");
    assertThat(machine.vmft("demo", "--kill", "backup").err()).isEmpty();
    assertThat(machine.callsOf("mvn")).hasSize(1);
    assertThat(machine.callsOf("java"))
        .last()
        .asString()
        .endsWith("vmft.cli.Main demo --kill backup");
  }

  @Test
  void anEditedANewAndARemovedSourceEachMakeTheBuildStale() throws Exception {
    machine.withAllTools("17.0.1").vmft("demo");
    Path main = machine.clone.resolve("demo/src/main/java/Main.java");
    Path added = main.resolveSibling("Added.java");

    Files.setLastModifiedTime(main, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(machine.vmft("demo").err()).contains("built");
    Files.setLastModifiedTime(main, FileTime.from(Instant.EPOCH));
    Files.createFile(added);
    Files.setLastModifiedTime(added, FileTime.from(Instant.EPOCH));
    assertThat(machine.vmft("demo").err()).contains("built");
    Files.delete(added);
    assertThat(machine.vmft("demo").err()).contains("built");
    assertThat(machine.vmft("demo").err()).isEmpty();
  }

  @Test
  void aModuleThatSomebodyCleanedIsBuiltAgain() throws Exception {
    machine.withAllTools("17.0.1").vmft("demo");
    Files.delete(machine.clone.resolve("hypervisor/target/native/libvmft.so"));
    assertThat(machine.vmft("demo").err()).contains("built");
    assertThat(machine.vmft("demo").err()).isEmpty();
  }

  @Test
  void theArchiveOfLibrariesIsTriedOnceForAJdkAndNotNeeded() throws Exception {
    machine.withAllTools("17.0.1");
    assertThat(machine.vmft("demo").err()).contains("preparing the libraries");
    assertThat(machine.vmft("demo").err()).isEmpty();
    Result withAnotherJdk = machine.withJdk("21.0.2").vmft("demo");
    assertThat(withAnotherJdk.err()).contains("preparing the libraries").doesNotContain("built");
    assertThat(withAnotherJdk.exit()).isZero();
  }

  @Test
  void anEditedTestDoesNotMakeTheBuildStale() throws Exception {
    machine.withAllTools("17.0.1").vmft("demo");
    Files.createDirectories(machine.clone.resolve("demo/src/test/java"));
    Files.createFile(machine.clone.resolve("demo/src/test/java/MainTest.java"));
    assertThat(machine.vmft("demo").err()).isEmpty();
  }

  @Test
  void aBrokenBuildShowsTheErrorsAndWhereTheLogIsAndIsTriedAgain() throws Exception {
    machine.withAllTools("17.0.1");
    machine.tool(
        "mvn", "echo '[INFO] noise'; echo '[ERROR] Main.java:[3,1] no such thing'; exit 1");
    Result result = machine.vmft("demo");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("Main.java:[3,1] no such thing")
        .contains("the full log is " + machine.clone.resolve("target/build.log"))
        .doesNotContain("noise");
    assertThat(machine.withAllTools("17.0.1").vmft("demo").exit()).isZero();
  }

  @Test
  void twoLaunchesAtOnceBuildOnce() throws Exception {
    machine.withAllTools("17.0.1");
    Launch one = machine.start(Map.of(), "demo");
    Launch other = machine.start(Map.of(), "demo");
    assertThat(one.result().exit()).isZero();
    assertThat(other.result().exit()).isZero();
    assertThat(machine.callsOf("mvn")).hasSize(1);
  }

  @Test
  void theExitCodeIsTheCommandsOwn() throws Exception {
    machine.withAllTools("17.0.1");
    assertThat(machine.vmftWith(Map.of("JAVA_EXIT", "5"), "replay").exit()).isEqualTo(5);
  }

  @Test
  void onlyAJdkThatKnowsAnOptionGetsIt() throws Exception {
    machine.withAllTools("17.0.1").vmft("demo");
    assertThat(machine.callsOf("java")).last().asString().doesNotContain("native-access");
    machine.withJdk("25").vmft("demo");
    assertThat(machine.callsOf("java"))
        .last()
        .asString()
        .contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void testRunsEverythingAndPassesItsArgumentsAndExitCodeOn() throws Exception {
    machine.withAllTools("17.0.1").tool("mvn", "echo 'Tests run: 1'; exit 4");
    Result result = machine.vmft("test", "-Dtest=Some");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out()).contains("Tests run: 1");
    assertThat(machine.callsOf("mvn")).last().asString().endsWith("verify -Dtest=Some");
  }

  @Test
  void helpNeedsNoBuildAndInstallsNothing() throws Exception {
    Result result = machine.vmft("--help");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("./vmft COMMAND", "demo", "test", "doctor", "Exit codes");
    assertThat(machine.vmft().exit()).isEqualTo(2);
  }

  @Test
  void theDoctorNamesWhatIsMissingAndTheCureButInstallsNothing() throws Exception {
    machine.tool("apt-get", "").tool("mvn", "echo Apache Maven 3.8.7");
    Result result = machine.vmft("doctor");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .containsPattern("ok +maven +Apache Maven 3.8.7")
        .containsPattern("missing +riscv .*sudo apt-get install gcc-riscv64-unknown-elf");
    assertThat(machine.callsOf("apt-get")).isEmpty();
  }
}
