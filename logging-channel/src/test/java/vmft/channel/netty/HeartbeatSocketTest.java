package vmft.channel.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vmft.channel.Heartbeat;
import vmft.channel.Heartbeat.Sender;
import vmft.channel.HostAndPort;
import vmft.log.Generation;

@Timeout(60)
class HeartbeatSocketTest {
  private static final HostAndPort FREE_PORT = new HostAndPort("127.0.0.1", 0);
  private static final Heartbeat BEAT = new Heartbeat("demo", Generation.FIRST, Sender.PRIMARY, 9);

  private record Heard(Heartbeat heartbeat, InetSocketAddress from) {}

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  @Test
  void aHeartbeatArrivesWithTheAddressForTheAnswer() throws Exception {
    try (HeartbeatSocket backup = open();
        HeartbeatSocket primary = open()) {
      primary.send(BEAT, address(backup));
      Heard first = next();
      assertThat(first.heartbeat()).isEqualTo(BEAT);
      assertThat(first.from().getPort()).isEqualTo(primary.port());

      Heartbeat answer = new Heartbeat("demo", Generation.FIRST, Sender.BACKUP, 1);
      backup.send(answer, first.from());
      assertThat(next().heartbeat()).isEqualTo(answer);
    }
  }

  @Test
  void garbageIsCountedAndIgnored() throws Exception {
    try (HeartbeatSocket backup = open();
        HeartbeatSocket primary = open();
        DatagramSocket stranger = new DatagramSocket()) {
      byte[] garbage = "hello there".getBytes(StandardCharsets.US_ASCII);
      stranger.send(
          new DatagramPacket(
              garbage, garbage.length, InetAddress.getLoopbackAddress(), backup.port()));
      Deposits.await(() -> backup.ignoredDatagrams() == 1, "garbage counted");

      primary.send(BEAT, address(backup));
      assertThat(next().heartbeat()).isEqualTo(BEAT);
    }
  }

  @Test
  void aTakenPortIsOneClearLine() throws Exception {
    try (HeartbeatSocket holder = open()) {
      HostAndPort taken = new HostAndPort("127.0.0.1", holder.port());
      assertThatThrownBy(() -> HeartbeatSocket.open(taken, (beat, from) -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("heartbeats: cannot listen on " + taken + ": ");
    }
  }

  @Test
  void sendingToNobodyHurtsNobody() throws Exception {
    try (HeartbeatSocket gone = open();
        HeartbeatSocket backup = open();
        HeartbeatSocket primary = open()) {
      InetSocketAddress nobody = address(gone);
      gone.close();
      for (int i = 0; i < 10; i++) {
        primary.send(BEAT, nobody);
      }
      primary.send(BEAT, address(backup));
      assertThat(next().heartbeat()).isEqualTo(BEAT);
    }
  }

  private HeartbeatSocket open() throws IOException {
    return HeartbeatSocket.open(FREE_PORT, (beat, from) -> heard.add(new Heard(beat, from)));
  }

  private static InetSocketAddress address(HeartbeatSocket socket) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.port());
  }

  private Heard next() throws InterruptedException {
    Heard next = heard.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a heartbeat").isNotNull();
    return next;
  }
}
