package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static vmft.tas.TestAndSet.Verdict.LOST;
import static vmft.tas.TestAndSet.Verdict.WON;
import static vmft.tas.raft.Claims.claim;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.tas.TestAndSet.Flag;

/** The log does not grow for ever, and no flag is lost with the log that goes (R6.2). */
class SnapshotsInTheGroupTest {
  /** So small that a hundred claims with long names run through many snapshots and segments. */
  private static final LogLimits SMALL = new LogLimits(20, 4096);

  private static final Flag FLAG = new Flag("m", 1);
  private static final String LONG_NAME = "n".repeat(200);

  @TempDir Path directory;
  private final FlagGroup group = FreePorts.group();
  private final Map<String, FlagServer> running = new LinkedHashMap<>();
  private RaftTestAndSet client;

  @BeforeEach
  void startGroup() throws Exception {
    start("t1", "t2", "t3");
    client = new RaftTestAndSet(group);
    assertThat(claim(client, FLAG, "a")).isEqualTo(WON);
  }

  @AfterEach
  void stopGroup() {
    client.close();
    stop(running.keySet().toArray(String[]::new));
  }

  @Test
  void theLogBeforeASnapshotGoesAndTheFlagsStay() throws Exception {
    claimAHundredOtherFlags();
    stop("t1", "t2", "t3");

    for (String id : List.of("t1", "t2", "t3")) {
      assertThat(files(id, "snapshot\\.\\d+_\\d+")).hasSizeBetween(1, 2);
      assertThat(files(id, "log_0-\\d+")).isEmpty();
    }
    start("t1", "t2", "t3");
    assertThat(claim(client, FLAG, "b")).isEqualTo(LOST);
    assertThat(claim(client, FLAG, "a")).isEqualTo(WON);
  }

  @Test
  void aReplicaThatMissedTheLogIsSentTheFlags() throws Exception {
    stop("t3");
    claimAHundredOtherFlags();
    assertThat(files("t1", "log_0-\\d+")).isEmpty();
    assertThat(files("t2", "log_0-\\d+")).isEmpty();

    start("t3");
    stop("t1");
    assertThat(claim(client, FLAG, "b")).isEqualTo(LOST);
    stop("t3");

    Path snapshot = latestSnapshot("t3");
    assertThat(FlagSnapshot.read(snapshot).wonClaims())
        .hasSize(101)
        .contains(new Command.Claim(FLAG, "a"));
  }

  @Test
  void aReplicaWhoseDirectoryWasEmptiedIsSentTheFlags() throws Exception {
    stop("t3");
    Files.move(directory.resolve("t3"), directory.resolve("lost"));
    claimAHundredOtherFlags();

    start("t3");
    awaitSnapshotOf("t3");
    stop("t1");

    assertThat(claim(client, FLAG, "b")).isEqualTo(LOST);
    assertThat(claim(client, FLAG, "a")).isEqualTo(WON);
  }

  @Test
  void aReplicaWithADamagedSnapshotDoesNotStart() throws Exception {
    claimAHundredOtherFlags();
    stop("t1");
    for (Path snapshot : files("t1", "snapshot\\.\\d+_\\d+")) {
      Files.write(snapshot, new byte[] {1, 2, 3});
    }

    assertThatExceptionOfType(CannotServeException.class)
        .isThrownBy(() -> start("t1"))
        .withMessageStartingWith("expected a log and a snapshot that can be read in ")
        .withMessageContaining(" is damaged: ")
        .matches(thrown -> thrown.getMessage().lines().count() == 1);
  }

  private void claimAHundredOtherFlags() {
    for (int i = 0; i < 100; i++) {
      assertThat(claim(client, new Flag(LONG_NAME, i), LONG_NAME)).isEqualTo(WON);
    }
  }

  private void start(String... ids) throws Exception {
    for (String id : ids) {
      running.put(id, FlagServer.start(group, id, directory.resolve(id), SMALL));
    }
    for (String id : ids) {
      assertThat(running.get(id).awaitReady(Duration.ofSeconds(30))).isTrue();
    }
  }

  private void stop(String... ids) {
    Stream.of(ids).map(running::remove).toList().parallelStream().forEach(FlagServer::close);
  }

  /** Until it has one, an emptied replica is not trusted with a vote. */
  private void awaitSnapshotOf(String id) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (files(id, "snapshot\\.\\d+_\\d+").isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private Path latestSnapshot(String id) {
    return files(id, "snapshot\\.\\d+_\\d+").stream()
        .max((one, other) -> Long.compare(index(one), index(other)))
        .orElseThrow();
  }

  private static long index(Path snapshot) {
    String name = snapshot.getFileName().toString();
    return Long.parseLong(name.substring(name.indexOf('_') + 1));
  }

  private List<Path> files(String id, String namePattern) {
    Path storage = directory.resolve(id).resolve("raft").resolve(group.uuid().toString());
    return Stream.of("current", "sm")
        .map(folder -> storage.resolve(folder).toFile().listFiles())
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .filter(file -> file.getName().matches(namePattern))
        .map(File::toPath)
        .toList();
  }
}
