package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a replica from starting is said in one line. */
class FlagServerTest {
  @TempDir Path directory;
  private final FlagGroup group = FreePorts.group();

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    int port = group.members().get(0).port();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          group, "t1", directory, "found that 127.0.0.1:" + port + " cannot be listened on");
      assertThat(taken.isBound()).isTrue();
    }
  }

  @Test
  void anAddressOfAnotherHostIsNamed() {
    FlagGroup elsewhere = FlagGroup.parse("t1=192.0.2.1:7001,t2=192.0.2.1:7002,t3=192.0.2.1:7003");

    assertRefused(elsewhere, "t1", directory, "found that 192.0.2.1:7001 cannot be listened on");
  }

  @Test
  void anIdThatIsNotInTheListIsNamed() {
    assertRefused(
        group,
        "t9",
        directory,
        "expected the id of a replica in the list (t1, t2, t3), found \"t9\"");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertRefused(
        group,
        "t1",
        file.resolve("storage"),
        "expected a writable storage directory, found " + file);
  }

  @Test
  void aDirectoryWithOtherFilesIsLeftAlone() throws Exception {
    Path precious = Files.createFile(directory.resolve("thesis.txt"));

    assertRefused(group, "t1", directory, "found " + precious);
    assertThat(directory).isDirectoryContaining(precious::equals);
    assertThat(directory).isDirectoryNotContaining("glob:**/lock");
  }

  @Test
  void theDirectoryOfAnotherReplicaIsRefused() throws Exception {
    FlagServer.start(group, "t1", directory).close();

    assertRefused(group, "t2", directory, "of \"replica t1, group " + group + "\"");
  }

  @Test
  void theDirectoryOfAnotherGroupIsRefused() throws Exception {
    FlagServer.start(group, "t1", directory).close();

    assertRefused(FreePorts.group(), "t1", directory, "of \"replica t1, group " + group + "\"");
  }

  @Test
  void aDirectoryInUseIsRefused() throws Exception {
    FlagGroup sameDirectory = FreePorts.group();
    try (FlagServer running = FlagServer.start(group, "t1", directory)) {
      assertRefused(sameDirectory, "t1", directory, "in use by another replica process");
      assertThat(running.port()).isEqualTo(group.members().get(0).port());
    }
  }

  @Test
  void aReplicaOnItsOwnIsNotReady() throws Exception {
    try (FlagServer alone = FlagServer.start(group, "t1", directory)) {
      assertThat(alone.awaitReady(Duration.ofMillis(700))).isFalse();
      assertThat(alone.stopped().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void aReplicaThatIsClosedSaysSoAndFreesItsPortAndDirectory() throws Exception {
    FlagServer first = FlagServer.start(group, "t1", directory);
    first.close();

    assertThat(first.stopped().toCompletableFuture()).isCompletedWithValue("closed");
    FlagServer.start(group, "t1", directory).close();
  }

  private static void assertRefused(FlagGroup group, String id, Path directory, String complaint) {
    assertThatExceptionOfType(CannotServeException.class)
        .isThrownBy(() -> FlagServer.start(group, id, directory).close())
        .withMessageContaining(complaint)
        .withMessageStartingWith("expected")
        .matches(thrown -> thrown.getMessage().lines().count() == 1);
  }
}
