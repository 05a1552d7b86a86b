package vmft.net.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.FencingToken;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.PcapReader;
import vmft.net.host.HostStack;
import vmft.net.host.UdpSocket;

@Timeout(30)
class SwitchTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final MacAddress GUEST = MacAddress.parse("52:54:00:12:34:56");
  private static final MacAddress CLIENT = MacAddress.parse("02:00:00:00:00:01");

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void aFrameReachesTheOtherPorts() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable a = attach(server);
    Cable b = attach(server);
    Cable c = attach(server);
    byte[] frame = frame(CLIENT, GUEST, 100);
    a.port.send(frame);
    assertThat(b.next()).isEqualTo(frame);
    assertThat(c.next()).isEqualTo(frame);
  }

  @Test
  void framesArriveInOrderAndWhole() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable a = attach(server);
    Cable b = attach(server);
    for (int size : new int[] {60, 1514, EthernetFrame.MAX_BYTES, 61}) {
      a.port.send(frame(CLIENT, GUEST, size));
    }
    for (int size : new int[] {60, 1514, EthernetFrame.MAX_BYTES, 61}) {
      assertThat(b.next()).isEqualTo(frame(CLIENT, GUEST, size));
    }
  }

  @Test
  void theAnnouncementOfANewPrimaryMovesTheTraffic() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable client = attach(server);
    Cable primary = attach(server);
    Cable backup = attach(server);
    primary.port.send(frame(GUEST, CLIENT, 60));
    client.next();

    backup.port.send(ArpPacket.gratuitous(GUEST, Ipv4Address.parse("10.0.2.15")));
    assertThat(client.next()).startsWith(0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    primary.next();
    backup.next(); // the primary's first frame was flooded here
    client.port.send(frame(CLIENT, GUEST, 77));

    assertThat(backup.next()).hasSize(77);
    assertThat(primary.received).isEmpty();
  }

  @Test
  void aLateFrameOfASupersededPortIsHeardByNobodyAndCapturedApart(@TempDir Path directory)
      throws Exception {
    SwitchServer server = start(Optional.of(directory));
    Cable primary = attach(server);
    Cable backup = attach(server);
    Cable client = attach(server);
    primary.port.speakWith(new FencingToken("m", 1));
    primary.port.send(frame(GUEST, CLIENT, 100));
    assertThat(client.next()).hasSize(100);

    backup.port.speakWith(new FencingToken("m", 2));
    backup.port.send(frame(GUEST, CLIENT, 200));
    assertThat(client.next()).hasSize(200);
    primary.port.send(frame(GUEST, CLIENT, 101));
    await(() -> server.ports().get(0).framesFenced() == 1);
    backup.port.send(frame(GUEST, CLIENT, 201));

    assertThat(client.next()).hasSize(201);
    server.close();
    assertThat(lengths(directory.resolve("port-1-sent.pcap"))).containsExactly(100);
    assertThat(lengths(directory.resolve("port-1-fenced.pcap"))).containsExactly(101);
    assertThat(lengths(directory.resolve("port-2-fenced.pcap"))).isEmpty();
  }

  @Test
  void aSwitchThatStartsAgainIsToldAgainWhoSpeaks() throws Exception {
    SwitchServer first = start(Optional.empty());
    Cable primary = attach(first);
    Cable backup = attach(first);
    Cable client = attach(first);
    primary.port.speakWith(new FencingToken("m", 1));
    backup.port.speakWith(new FencingToken("m", 2));
    first.close();
    await(() -> !primary.port.isAttached() && !backup.port.isAttached());

    SwitchServer second = SwitchServer.start(first.address(), Optional.empty());
    opened.add(second);
    for (Cable cable : List.of(primary, backup, client)) {
      assertThat(cable.port.awaitAttached(DEADLINE)).isTrue();
    }
    await(() -> second.ports().size() == 3);
    backup.port.send(frame(GUEST, CLIENT, 200));
    assertThat(client.next()).hasSize(200);
    primary.port.send(frame(GUEST, CLIENT, 101));
    await(() -> second.ports().stream().anyMatch(port -> port.framesFenced() == 1));
    assertThat(client.received).isEmpty();
  }

  @Test
  void aGuestCannotFence() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable a = attach(server);
    assertThat(a.port.send(new FencingToken("m", 9).toFrame())).isFalse();
    assertThat(a.port.framesDropped()).isEqualTo(1);
  }

  @Test
  void garbageClosesItsOwnPortAndNoOther() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable a = attach(server);
    Cable b = attach(server);
    for (byte[] garbage :
        new byte[][] {
          "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
          {0, 0, 0, 0},
          {0, 0, 0, 13},
          {0, 1, 0, 15},
          {-1, -1, -1, -1, 0, 0}
        }) {
      assertThatTheSwitchHangsUpOn(server, garbage);
    }
    a.port.send(frame(CLIENT, GUEST, 60));
    assertThat(b.next()).hasSize(60);
  }

  private static void assertThatTheSwitchHangsUpOn(SwitchServer server, byte[] garbage)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.setSoTimeout((int) DEADLINE.toMillis());
      socket.getOutputStream().write(garbage);
      assertThat(endOf(socket)).isTrue();
    }
  }

  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return e.getMessage().contains("reset");
    }
  }

  @Test
  void aFrameThatHasGrownStaleOnItsWayOutIsDroppedAndCounted() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable a = attach(server);
    Cable b = attach(server);
    byte[] fresh = frame(CLIENT, GUEST, 101);
    a.port.send(frame(CLIENT, GUEST, 100), System.nanoTime() - 1);
    a.port.send(fresh, System.nanoTime() + DEADLINE.toNanos());
    assertThat(b.next()).isEqualTo(fresh);
    assertThat(a.port.framesDropped()).isEqualTo(1);
  }

  @Test
  void aPortTooManyIsRefused() throws Exception {
    SwitchServer server = start(Optional.empty());
    for (int i = 0; i < Switchboard.MAX_PORTS; i++) {
      opened.add(new Socket(InetAddress.getLoopbackAddress(), server.address().getPort()));
    }
    await(() -> server.ports().size() == Switchboard.MAX_PORTS);
    assertThatTheSwitchHangsUpOn(server, new byte[0]);
    opened.remove(opened.size() - 1).close();
    await(() -> server.ports().size() == Switchboard.MAX_PORTS - 1);
    attach(server);
  }

  @Test
  void aFullDiskEndsTheCaptureAndNotTheTraffic(@TempDir Path directory) throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Files.createSymbolicLink(directory.resolve("port-1.pcap"), full);
    SwitchServer server = start(Optional.of(directory));
    Cable a = attach(server);
    Cable b = attach(server);
    a.port.send(frame(CLIENT, GUEST, 100));
    assertThat(b.next()).hasSize(100);
    server.close();
    assertThat(lengths(directory.resolve("port-2.pcap"))).containsExactly(100);
  }

  @Test
  void aHalfFrameAtTheEndIsLostAndHarmsNobody() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable a = attach(server);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(60);
      out.write(frame(CLIENT, GUEST, 60));
      out.writeInt(60);
      out.write(new byte[10]);
    }
    assertThat(a.next()).hasSize(60);
    await(() -> server.ports().size() == 1);
    assertThat(a.received).isEmpty();
  }

  @Test
  void aPortThatDoesNotReadLosesFramesWhileOthersGetThem() throws Exception {
    SwitchServer server = start(Optional.empty());
    Cable sender = attach(server);
    Cable reader = attach(server);
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      deaf.setReceiveBufferSize(4096);
      await(() -> server.ports().size() == 3);
      while (server.ports().get(2).framesDropped() == 0) {
        sender.port.send(frame(CLIENT, GUEST, 60_000));
        assertThat(reader.next()).hasSize(60_000);
      }
      assertThat(server.ports().get(1).framesDropped()).isZero();
    }
  }

  @Test
  void eachPortIsCapturedAndNamed(@TempDir Path directory) throws Exception {
    SwitchServer server = start(Optional.of(directory));
    Cable a = attach(server);
    Cable b = attach(server);
    a.port.send(frame(CLIENT, GUEST, 100));
    b.next();
    b.port.send(frame(GUEST, CLIENT, 200));
    a.next();
    server.close();

    assertThat(lengths(directory.resolve("port-1.pcap"))).containsExactly(100, 200);
    assertThat(lengths(directory.resolve("port-1-sent.pcap"))).containsExactly(100);
    assertThat(lengths(directory.resolve("port-2.pcap"))).containsExactly(100, 200);
    assertThat(lengths(directory.resolve("port-2-sent.pcap"))).containsExactly(200);
    assertThat(Files.readAllLines(directory.resolve("ports.txt")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("port 1  02:00:00:00:00:01  127.0.0.1:"),
            line -> assertThat(line).startsWith("port 2  52:54:00:12:34:56  127.0.0.1:"));
  }

  private static List<Integer> lengths(Path capture) throws IOException {
    return PcapReader.read(Files.readAllBytes(capture)).stream()
        .map(f -> f.frame().length)
        .toList();
  }

  @Test
  void aPortFindsItsSwitchAgain() throws Exception {
    SwitchServer first = start(Optional.empty());
    InetSocketAddress address = first.address();
    Cable a = attach(first);
    Cable b = attach(first);
    first.close();
    await(() -> !a.port.isAttached() && !b.port.isAttached());
    assertThat(a.port.send(frame(CLIENT, GUEST, 60))).isFalse();
    assertThat(a.port.framesDropped()).isEqualTo(1);

    opened.add(SwitchServer.start(address, Optional.empty()));
    assertThat(a.port.awaitAttached(DEADLINE)).isTrue();
    assertThat(b.port.awaitAttached(DEADLINE)).isTrue();
    a.port.send(frame(CLIENT, GUEST, 60));
    assertThat(b.next()).hasSize(60);
  }

  @Test
  void hostsOnTheSwitchTalkToEachOther() throws Exception {
    SwitchServer server = start(Optional.empty());
    HostStack a = host(server, 1).stack();
    HostStack b = host(server, 2).stack();
    assertThat(a.ping(b.address(), DEADLINE)).isPresent();
    try (UdpSocket client = a.open(0);
        UdpSocket service = b.open(7000)) {
      client.send(b.address(), 7000, new byte[] {42}, DEADLINE);
      assertThat(service.receive(DEADLINE).orElseThrow().payload()).containsExactly(42);
    }
  }

  private AttachedHost host(SwitchServer server, int number) throws Exception {
    MacAddress mac = new MacAddress(0x0200_0000_0000L + number);
    Ipv4Address address = Ipv4Address.parse("10.0.2." + number);
    AttachedHost host = AttachedHost.attach(server.address(), mac, address, DEADLINE);
    opened.add(host);
    return host;
  }

  @Test
  void aHostWithoutASwitchSaysSoInOneLine() throws Exception {
    SwitchServer server = start(Optional.empty());
    InetSocketAddress nobody = server.address();
    server.close();
    assertThatThrownBy(
            () ->
                AttachedHost.attach(
                    nobody, CLIENT, Ipv4Address.parse("10.0.2.1"), Duration.ofMillis(30)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no switch at ")
        .hasMessageEndingWith("after 30 ms; is it running, and is that its address?");
  }

  @Test
  void withoutASwitchTheDeadlineIsKept() throws Exception {
    SwitchServer server = start(Optional.empty());
    InetSocketAddress nobody = server.address();
    server.close();
    SwitchPort port = SwitchPort.attach(nobody, frame -> {});
    opened.add(port);
    assertThat(port.awaitAttached(Duration.ofMillis(50))).isFalse();
  }

  @Test
  void aTakenPortIsSaidInOneLine() throws Exception {
    SwitchServer server = start(Optional.empty());
    assertThatThrownBy(() -> SwitchServer.start(server.address(), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("switch: cannot listen on ")
        .hasMessageContaining("the port is taken")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aCaptureDirectoryThatIsAFileIsSaidInOneLine(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> start(Optional.of(file)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("switch: cannot write captures to ")
        .hasMessageNotContaining("\n");
  }

  private SwitchServer start(Optional<Path> capture) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SwitchServer server = SwitchServer.start(any, capture);
    opened.add(server);
    return server;
  }

  private Cable attach(SwitchServer server) throws InterruptedException {
    int before = server.ports().size();
    Cable cable = new Cable(server.address());
    opened.add(cable.port);
    assertThat(cable.port.awaitAttached(DEADLINE)).isTrue();
    await(() -> server.ports().size() == before + 1);
    return cable;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static byte[] frame(MacAddress from, MacAddress to, int length) {
    byte[] payload = new byte[length - EthernetFrame.HEADER_BYTES];
    return new EthernetFrame(to, from, EthernetFrame.IPV4, payload).encode();
  }

  /** A port and what came out of it. */
  private static final class Cable {
    final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    final SwitchPort port;

    Cable(InetSocketAddress address) {
      port = SwitchPort.attach(address, received::add);
    }

    byte[] next() throws InterruptedException {
      byte[] frame = received.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(frame).as("a frame by the deadline").isNotNull();
      return frame;
    }
  }
}
