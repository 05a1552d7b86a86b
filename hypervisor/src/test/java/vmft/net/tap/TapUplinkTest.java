package vmft.net.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.host.HostStack;
import vmft.net.host.UdpSocket;
import vmft.net.netty.AttachedHost;
import vmft.net.netty.SwitchServer;

/** A real TAP interface in a network of its own. Takes root; skipped without it. */
@Timeout(60)
class TapUplinkTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String NAME = "vmft-test";
  private static final String HOST = "10.0.2.1";
  private static final MacAddress GUEST_MAC = MacAddress.parse("52:54:00:12:34:56");
  private static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private OwnNetwork network;
  private SwitchServer server;

  @BeforeEach
  void makeNetwork() throws Exception {
    assumeThat(Path.of("/dev/net/tun")).as("TAP interfaces").exists();
    assumeThat(
            Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip")))
        .as("the command ip (package iproute2)")
        .isTrue();
    network = opens(ownNetwork());
    server =
        opens(
            SwitchServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty()));
  }

  private static OwnNetwork ownNetwork() throws Exception {
    OwnNetwork made = null;
    try {
      made = OwnNetwork.make();
    } catch (LastErrorException e) {
      assumeThat(e).as("the right to make a network namespace: run as root").isNull();
    }
    return made;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void thisHostAndTheGuestTalkThroughTheInterface() throws Exception {
    HostStack guest = guest();
    uplink();
    UdpSocket service = guest.open(7000);
    network.call(
        () -> {
          try (DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress to = new InetSocketAddress(GUEST.toString(), 7000);
            socket.send(new DatagramPacket(new byte[] {42}, 1, to));
            UdpSocket.Received request = service.receive(DEADLINE).orElseThrow();
            assertThat(request.from()).hasToString(HOST);
            service.send(request.from(), request.port(), new byte[] {43}, DEADLINE);
            DatagramPacket answer = new DatagramPacket(new byte[10], 10);
            socket.setSoTimeout((int) DEADLINE.toMillis());
            socket.receive(answer);
            return assertThat(answer.getData()[0]).isEqualTo((byte) 43);
          }
        });
    assertThat(guest.ping(Ipv4Address.parse(HOST), DEADLINE)).isPresent();
  }

  @Test
  void anInterfaceThatGoesAwayIsSaidOnce() throws Exception {
    uplink();
    assertThat(network.run("ip", "link", "delete", NAME)).isZero();
    assertThat(notes.poll(10, TimeUnit.SECONDS)).startsWith("tap " + NAME + " is gone (");
    assertThat(guest().ping(Ipv4Address.parse(HOST), Duration.ofMillis(10))).isEmpty();
  }

  @Test
  void anInterfaceThatTheSwitchMadeGoesWithIt() throws Exception {
    TapUplink uplink = uplink();
    uplink.close();
    opened.remove(uplink);
    assertThat(server.ports()).isEmpty();
    assertThat(network.run("ip", "-o", "address", "add", HOST + "/24", "dev", NAME)).isNotZero();
  }

  @Test
  void anotherKindOfInterfaceOrATakenOneIsSaidInOneLine() throws Exception {
    assertThatThrownBy(() -> network.call(() -> TapUplink.open("lo", server, notes::add)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--tap lo: ")
        .hasMessageContaining("that is no TAP interface");
    uplink();
    assertThatThrownBy(() -> network.call(() -> TapUplink.open(NAME, server, notes::add)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another program uses it");
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    for (String name : List.of("", "a/b", "sixteen-letters-", "a b", "tap%d")) {
      assertThatThrownBy(() -> TapUplink.open(name, server, notes::add))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("found '" + name + "'");
    }
  }

  private TapUplink uplink() throws Exception {
    TapUplink uplink = opens(network.call(() -> TapUplink.open(NAME, server, notes::add)));
    assertThat(network.run("ip", "address", "add", HOST + "/24", "dev", NAME)).isZero();
    return uplink;
  }

  private HostStack guest() throws Exception {
    return opens(AttachedHost.attach(server.address(), GUEST_MAC, GUEST, DEADLINE)).stack();
  }

  private <T extends AutoCloseable> T opens(T resource) {
    opened.add(resource);
    return resource;
  }
}
