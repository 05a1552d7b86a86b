package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.Pair;

/** What a user can get wrong: one line that says what to do, and a documented exit code. */
class BadInputTest {
  private static final String GROUP = "t1=127.0.0.1:7,t2=127.0.0.1:8,t3=127.0.0.1:9";

  @TempDir private Path folder;

  @Test
  void aMissingImageIsAUsageError() throws Exception {
    assertFails(2, Map.of(), List.of("run", "no-such-guest"), "no-such-guest");
  }

  @Test
  void aFileThatIsNoImageIsAUsageError() throws Exception {
    Path script = Files.writeString(folder.resolve("guest.sh"), "#!/bin/sh\nexit 0\n");
    assertFails(2, Map.of(), List.of("run", script.toString()), "guest.sh");
  }

  @Test
  void anImageThatDoesNotFitIntoMemoryIsAUsageError() throws Exception {
    Path image = folder.resolve("big.bin");
    Files.write(image, new byte[9 << 20]);
    assertFails(2, Map.of(), List.of("run", image.toString(), "-m", "8"), "big.bin");
  }

  @Test
  void aMissingUnicornIsSaidSo() throws Exception {
    Map<String, String> environment =
        Map.of("VMFT_UNICORN", Files.createDirectory(folder.resolve("empty")).toString());
    assertFails(3, environment, List.of("run", "hello"), "unicorn");
  }

  @Test
  void aPortThatIsTakenIsAUsageError() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      String port = String.valueOf(taken.getLocalPort());
      assertFails(2, Map.of(), List.of("switch", "--listen", address), port);
      assertFails(2, Map.of(), List.of("backup", "kv", "--tas", GROUP, "--listen", address), port);
      String group = "t1=" + address + ",t2=127.0.0.1:8,t3=127.0.0.1:9";
      String flags = folder.resolve("flags").toString();
      assertFails(
          2, Map.of(), List.of("tas", "--id", "t1", "--group", group, "--dir", flags), port);
    }
  }

  @Test
  void noBackupToConnectToIsUnreachable() throws Exception {
    String nowhere = new FreePorts().next().toString();
    List<String> primary =
        List.of("primary", "kv", "--tas", GROUP, "--backup", nowhere, "--patience", "1");
    assertFails(4, Map.of(), primary, nowhere);
  }

  @Test
  void aPeerWithAnotherImageOrConfigurationIsRefusedAndToldWhatDiffers() throws Exception {
    try (Stage stage = Stage.set(folder);
        Pair pair = stage.backup("kv", false)) {
      String address = pair.backupAddress().toString();
      List<String> group = List.of("--tas", stage.services().group(), "--backup", address);
      assertFails(4, Map.of(), concat(List.of("primary", "hello"), group), "image");
      assertFails(4, Map.of(), concat(List.of("primary", "kv", "-m", "32"), group), "memory");

      pair.startPrimary(); // the right one pairs
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private void assertFails(
      int exitCode, Map<String, String> environment, List<String> arguments, String named)
      throws Exception {
    try (Command command = Command.start(folder, environment, arguments.toArray(String[]::new))) {
      int found = command.await();
      assertThat(command.err().lines().filter(line -> line.startsWith("vmft: ")))
          .as("%s", arguments)
          .singleElement()
          .asString()
          .containsIgnoringCase(named);
      assertThat(command.err()).doesNotContain("\tat ", "Exception");
      assertThat(found).as("%s: %s", arguments, command.err()).isEqualTo(exitCode);
    }
  }
}
