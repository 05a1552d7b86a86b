package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.channel.HostAndPort;
import vmft.check.HistoryChecker;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.replica.Milestone;

/** Whoever else talks to the ports of a pair, and pairs that end in order. */
class StrangersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void garbageOnEveryListeningPortDoesNotDisturbAPair() throws Exception {
    Random random = new Random(4);
    try (Stage stage = Stage.set(folder);
        Pair pair = stage.pair("kv", false);
        Clients clients = stage.clients(4)) {
      clients.start();
      List<HostAndPort> ports = new ArrayList<>(stage.services().flagAddresses());
      ports.add(stage.services().switchAddress());
      ports.add(pair.backupAddress());
      for (int round = 0; round < 20; round++) {
        for (HostAndPort port : ports) {
          throwAt(port, random);
        }
      }
      int answered = clients.history().size();
      Stage.await("clients are answered", () -> clients.history().size() > answered + 100);
      clients.stop();
      assertThat(HistoryChecker.check(clients.history())).isEmpty();
      pair.requireProtected();
      stage.services().testAndSet().forEach(part -> assertThat(part.isAlive()).isTrue());
      assertThat(stage.services().ethernet().isAlive()).isTrue();

      pair.primary().kill();
      assertThat(pair.backup().events().await(Milestone.Kind.LIVE, PATIENCE)).isPresent();
    }
  }

  private static void throwAt(HostAndPort port, Random random) throws IOException {
    byte[] garbage = new byte[1 + random.nextInt(1_000)];
    random.nextBytes(garbage);
    try (DatagramSocket udp = new DatagramSocket()) {
      udp.send(new DatagramPacket(garbage, garbage.length, port.toSocketAddress()));
    }
    try (Socket tcp = new Socket(port.host(), port.port())) {
      tcp.getOutputStream().write(garbage);
    } catch (IOException e) {
      // hung up on, as it deserves
    }
  }

  @Test
  void aMachineThatIsSwitchedOffEndsOnBothSidesWithoutATakeover() throws Exception {
    try (Stage stage = Stage.set(folder);
        Pair pair = stage.pair("hello", false)) {
      for (Part part : List.of(pair.primary(), pair.backup())) {
        assertThat(part.awaitExit(PATIENCE)).as(part.name()).hasValue(0);
        assertThat(part.events().first(Milestone.Kind.SUSPECTED)).as(part.name()).isEmpty();
        assertThat(part.events().first(Milestone.Kind.LIVE)).as(part.name()).isEmpty();
      }
      assertThat(pair.folder().console("primary")).isNotEmptyFile();
      assertThat(pair.folder().console("backup")).isEmptyFile();
    }
  }
}
