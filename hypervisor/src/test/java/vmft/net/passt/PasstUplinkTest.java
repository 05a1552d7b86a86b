package vmft.net.passt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vmft.net.FencingToken;
import vmft.net.GatewayPort;
import vmft.net.MacAddress;
import vmft.net.host.HostStack;
import vmft.net.host.UdpSocket;
import vmft.net.netty.SwitchPort;
import vmft.net.netty.SwitchServer;

/** A real passt, and hosts at the switch that stand for the guest. */
@Timeout(60)
class PasstUplinkTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(200);
  private static final int GUEST_PORT = 7000;
  private static final MacAddress GUEST = MacAddress.parse("52:54:00:12:34:56");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private SwitchServer server;

  @BeforeEach
  void startSwitch() throws Exception {
    server = opens(SwitchServer.start(local(0), Optional.empty()));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void aPublishedPortReachesTheGuestAlsoAfterATakeoverAndAfterPasstDied() throws Exception {
    int port = freePort();
    PasstUplink uplink = start(port);
    Replica primary = new Replica("primary", 1);
    try (DatagramSocket client = new DatagramSocket(local(0))) {
      client.connect(local(port));
      assertThat(ask(client)).isEqualTo("primary");

      primary.port.close();
      new Replica("backup", 2);
      assertThat(ask(client)).isEqualTo("backup");

      uplink.passt().close();
      assertThat(notes.poll(20, TimeUnit.SECONDS))
          .startsWith("passt ended (exit code ")
          .endsWith("; connections through it are lost; starting it again");
      assertThat(notes.poll(20, TimeUnit.SECONDS)).isEqualTo("passt is there again");
    }
    try (DatagramSocket client = new DatagramSocket(local(0))) {
      client.connect(local(port));
      assertThat(ask(client)).isEqualTo("backup");
    }
  }

  @Test
  void passtEndsWithItsConnection() throws Exception {
    PasstUplink uplink = start(freePort());
    server.close();
    assertThat(uplink.passt().awaitEnd()).startsWith("exit code ");
  }

  @Test
  void aTakenPortIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Publication publication = Publication.parse(taken.getLocalPort() + ":80");
      assertThatThrownBy(() -> PasstUplink.start(passt(), List.of(publication), server, notes::add))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("passt ended at once: ")
          .hasMessageContaining("is each published port free")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void aPasstThatCannotStartSaysWhy(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("passt");
    Files.writeString(broken, "#!/bin/sh\necho no luck today\nexit 7\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> PasstUplink.start(broken, List.of(), server, notes::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no luck today");
  }

  private PasstUplink start(int port) throws Exception {
    Publication publication = Publication.parse(port + ":" + GUEST_PORT + "/udp");
    return opens(PasstUplink.start(passt(), List.of(publication), server, notes::add));
  }

  private static Path passt() {
    Optional<Path> program = PasstUplink.find();
    assumeThat(program).as("passt is installed").isPresent();
    return program.orElseThrow();
  }

  /** Asks until there is an answer: UDP promises none. */
  private static String ask(DatagramSocket client) throws IOException {
    client.setSoTimeout((int) ASK_AGAIN_AFTER.toMillis());
    long giveUpAt = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < giveUpAt) {
      client.send(new DatagramPacket(new byte[] {42}, 1));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      try {
        client.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), UTF_8);
      } catch (SocketTimeoutException | PortUnreachableException e) {
        // again
      }
    }
    throw new AssertionError("no answer within " + DEADLINE);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(local(0))) {
      return socket.getLocalPort();
    }
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private <T extends AutoCloseable> T opens(T resource) {
    opened.add(resource);
    return resource;
  }

  /** Answers with its name, at the guest's address. */
  private final class Replica {
    final SwitchPort port;

    Replica(String name, long epoch) throws Exception {
      HostStack stack = new HostStack(GUEST, GatewayPort.Network.DEFAULT.guest());
      port = opens(SwitchPort.attach(server.address(), stack::deliver));
      stack.plugIn(port);
      assertThat(port.awaitAttached(DEADLINE)).isTrue();
      port.speakWith(new FencingToken("machine", epoch));
      stack.announce();
      UdpSocket socket = stack.open(GUEST_PORT);
      Thread answers = new Thread(() -> answer(socket, name), name);
      answers.setDaemon(true);
      answers.start();
    }

    private void answer(UdpSocket socket, String name) {
      try (socket) {
        while (true) {
          var request = socket.receive(Duration.ofDays(1)).orElseThrow();
          socket.send(request.from(), request.port(), name.getBytes(UTF_8), DEADLINE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
