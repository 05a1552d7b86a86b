package vmft.demo.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void eachLineIsAnsweredWithTheSum() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CountingServer server = connect(listener);
        Socket guest = listener.accept()) {
      say(guest, "1\n2\n3\n4\n");
      assertThat(server.increment(3)).containsExactly(1L, 2L, 3L);
      assertThat(server.counter()).isEqualTo(3);
      assertThat(new String(guest.getInputStream().readNBytes(8), US_ASCII))
          .isEqualTo("+\n+\n+\n+\n");
      assertThat(server.timeMicros()).isEmpty();
    }
  }

  @Test
  void whatIsNoNumberAndAnEndAreNotHidden() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CountingServer server = connect(listener);
        Socket guest = listener.accept()) {
      say(guest, "one\n");
      assertThatThrownBy(() -> server.increment(1))
          .hasMessage("counter: expected a number, found one");
      guest.shutdownOutput();
      assertThatThrownBy(() -> server.increment(1)).isInstanceOf(EOFException.class);
    }
  }

  private static CountingServer connect(ServerSocket listener) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    return new LineServer(address, PATIENCE);
  }

  private static void say(Socket guest, String text) throws IOException {
    guest.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
