package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;
import vmft.demo.cluster.Services;
import vmft.net.passt.PasstUplink;

/** A client that is no part of vmft, with an ordinary socket, and a protected machine. */
class UplinkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ASK_AGAIN_AFTER_MILLIS = 200;

  // guest-images/kv/PROTOCOL.md
  private static final int MAGIC = 0x0031564b;
  private static final byte GET = 1;
  private static final byte PUT = 2;
  private static final int STATUS_AT = 20;
  private static final int VALUE_AT = 21;

  @TempDir private Path folder;

  @Test
  void whatAnOrdinarySocketWasToldIsStillTrueAfterTheTakeover() throws Exception {
    assumeThat(PasstUplink.find()).as("passt is installed").isPresent();
    FreePorts ports = new FreePorts();
    HostAndPort published = ports.next();
    List<String> options = List.of("--publish", published.port() + ":7000/udp");
    try (ProcessStarter starter = new ProcessStarter(JvmCommand.from(Map.of()))) {
      RunFolder run = RunFolder.create(folder.resolve("run"));
      Services services = Services.start(starter, run, ports, options);
      services.awaitReady(line -> {});
      Pair.Settings kv = new Pair.Settings("kv", false);
      try (Pair pair = Pair.startBackup(starter, services, run, kv, ports);
          DatagramSocket client = new DatagramSocket()) {
        pair.awaitBackup();
        pair.startPrimary();
        client.connect(published.toSocketAddress());

        assertThat(ask(client, 1, PUT, 42).get(STATUS_AT)).isZero();
        pair.primary().kill();
        ByteBuffer answer = ask(client, 2, GET, 0);

        assertThat(answer.get(STATUS_AT)).isZero();
        assertThat(answer.getLong(VALUE_AT)).isEqualTo(42);
      }
    }
  }

  /** Asks again and again, as clients of UDP have to. */
  private static ByteBuffer ask(DatagramSocket client, long sequence, byte operation, long value)
      throws IOException {
    byte[] request =
        ByteBuffer.allocate(45)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MAGIC)
            .putLong(1)
            .putLong(sequence)
            .put(operation)
            .putLong(7)
            .putLong(value)
            .array();
    client.setSoTimeout(ASK_AGAIN_AFTER_MILLIS);
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUpAt) {
      client.send(new DatagramPacket(request, request.length));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      try {
        client.receive(answer);
      } catch (SocketTimeoutException | PortUnreachableException e) {
        continue;
      }
      ByteBuffer response = ByteBuffer.wrap(answer.getData()).order(ByteOrder.LITTLE_ENDIAN);
      if (response.getLong(12) == sequence) {
        return response;
      }
    }
    throw new AssertionError("no answer within " + PATIENCE);
  }
}
