package vmft.demo.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void everyKindOfReplyIsRead() throws Exception {
    try (Toy server =
        new Toy("+OK\r\n-ERR no\r\n:-7\r\n$3\r\na\r\nb\r\n$-1\r\n*2\r\n:1\r\n*-1\r\n")) {
      // The third line of the bulk string is cut by its length.
      try (RedisConnection connection = server.open()) {
        assertThat(connection.ask("PING")).isEqualTo(new RespReply.Simple("OK"));
        assertThat(connection.ask("NONSENSE")).isEqualTo(new RespReply.Failure("ERR no"));
        assertThat(connection.askNumber("INCR", "k")).isEqualTo(-7);
        assertThatThrownBy(() -> connection.ask("GET", "k")).hasMessageContaining("end of a line");
      }
    }
  }

  @Test
  void aBulkStringMayHoldLineEndsAndARowMayHoldAnything() throws Exception {
    try (Toy server = new Toy("$4\r\na\r\nb\r\n$-1\r\n*2\r\n:1\r\n*-1\r\n");
        RedisConnection connection = server.open()) {
      assertThat(connection.ask("GET", "k")).isEqualTo(new RespReply.Bulk("a\r\nb"));
      assertThat(connection.ask("GET", "x")).isEqualTo(new RespReply.Nothing());
      assertThat(connection.ask("LRANGE", "l"))
          .isEqualTo(new RespReply.Row(List.of(new RespReply.Whole(1), new RespReply.Nothing())));
    }
  }

  @Test
  void theClockAndTheFactsAreUnderstood() throws Exception {
    String info = "# Server\r\nrun_id:abc\r\nuptime_in_seconds:12\r\n";
    try (Toy server =
            new Toy(
                "*2\r\n$2\r\n17\r\n$6\r\n000042\r\n$" + info.length() + "\r\n" + info + "\r\n");
        RedisConnection connection = server.open()) {
      assertThat(connection.timeMicros()).isEqualTo(17_000_042);
      assertThat(connection.info())
          .containsEntry("run_id", "abc")
          .containsEntry("uptime_in_seconds", "12")
          .hasSize(2);
    }
  }

  @Test
  void commandsThatTravelTogetherAreAnsweredInOrder() throws Exception {
    try (Toy server = new Toy(":1\r\n:2\r\n:3\r\n");
        RedisConnection connection = server.open()) {
      List<String> increment = List.of("INCR", "k");
      assertThat(connection.askAll(List.of(increment, increment, increment)))
          .containsExactly(new RespReply.Whole(1), new RespReply.Whole(2), new RespReply.Whole(3));
      String expected = "*2\r\n$4\r\nINCR\r\n$1\r\nk\r\n".repeat(3);
      assertThat(server.heard(expected.length())).isEqualTo(expected);
    }
  }

  @Test
  void aConnectionThatEndsIsNotHidden() throws Exception {
    try (Toy server = new Toy(":1\r\n");
        RedisConnection connection = server.open()) {
      assertThat(connection.askNumber("INCR", "k")).isEqualTo(1);
      server.hangUp();
      assertThatThrownBy(() -> connection.ask("INCR", "k")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> connection.ask("INCR", "k")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsNoReplyIsSaidSo() throws Exception {
    try (Toy server = new Toy("HTTP/1.1 400 Bad Request\r\n");
        RedisConnection connection = server.open()) {
      assertThatThrownBy(() -> connection.ask("PING"))
          .hasMessage("reply: expected one of + - : $ *, found HTTP/1.1 400 Bad Request");
    }
  }

  /** Says its piece to the first who comes, whatever it is asked. */
  private static final class Toy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final String piece;
    private Socket client;

    Toy(String piece) throws IOException {
      this.piece = piece;
    }

    RedisConnection open() throws IOException {
      InetSocketAddress address =
          new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
      RedisConnection connection = RedisConnection.open(address, PATIENCE);
      client = listener.accept();
      client.getOutputStream().write(piece.getBytes(US_ASCII));
      return connection;
    }

    String heard(int bytes) throws IOException {
      return new String(client.getInputStream().readNBytes(bytes), US_ASCII);
    }

    void hangUp() throws IOException {
      client.close();
    }

    @Override
    public void close() throws IOException {
      client.close();
      listener.close();
    }
  }
}
