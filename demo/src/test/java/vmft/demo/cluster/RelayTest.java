package vmft.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vmft.channel.HostAndPort;

class RelayTest {
  private static final int PATIENCE_MILLIS = 10_000;

  /** How long nothing must arrive; a fault would arrive in microseconds. */
  private static final int SILENCE_MILLIS = 200;

  private final FreePorts ports = new FreePorts();
  private final HostAndPort listen = ports.next();
  private final HostAndPort target = ports.next();
  private ServerSocket backup;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    backup = new ServerSocket();
    backup.bind(target.toSocketAddress());
    relay = new Relay(listen, target);
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    backup.close();
  }

  @Test
  void bytesPassBothWaysUntilTheCutAndNothingAfterIt() throws IOException {
    try (Socket near = new Socket(listen.host(), listen.port());
        Socket far = backup.accept()) {
      near.setSoTimeout(PATIENCE_MILLIS);
      far.setSoTimeout(PATIENCE_MILLIS);
      near.getOutputStream().write(1);
      assertThat(far.getInputStream().read()).isEqualTo(1);
      far.getOutputStream().write(2);
      assertThat(near.getInputStream().read()).isEqualTo(2);

      relay.cut();
      near.getOutputStream().write(3);
      near.shutdownOutput();
      far.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> far.getInputStream().read())
          .as("neither the byte nor the end of the connection")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void theEndOfAConnectionPassesBeforeTheCut() throws IOException {
    try (Socket near = new Socket(listen.host(), listen.port());
        Socket far = backup.accept()) {
      far.setSoTimeout(PATIENCE_MILLIS);
      near.close();
      assertThat(far.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void datagramsPassBothWaysUntilTheCut() throws IOException {
    try (DatagramSocket near = new DatagramSocket();
        DatagramSocket far = new DatagramSocket(target.toSocketAddress())) {
      near.setSoTimeout(PATIENCE_MILLIS);
      far.setSoTimeout(PATIENCE_MILLIS);
      near.send(datagram(1, listen.toSocketAddress()));
      DatagramPacket arrived = new DatagramPacket(new byte[9], 9);
      far.receive(arrived);
      far.send(datagram(2, (InetSocketAddress) arrived.getSocketAddress()));
      near.receive(arrived);
      assertThat(arrived.getData()[0]).isEqualTo((byte) 2);

      relay.cut();
      near.send(datagram(3, listen.toSocketAddress()));
      far.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> far.receive(arrived)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static DatagramPacket datagram(int content, InetSocketAddress to) {
    return new DatagramPacket(new byte[] {(byte) content}, 1, to);
  }
}
