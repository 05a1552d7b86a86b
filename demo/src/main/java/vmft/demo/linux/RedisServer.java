package vmft.demo.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vmft.demo.redis.RedisConnection;
import vmft.demo.redis.RespReply;

/** Redis as a counting server. */
final class RedisServer implements CountingServer {
  private static final String COUNTER = "vmft:counter";

  private final RedisConnection connection;

  RedisServer(InetSocketAddress address, Duration patience) throws IOException {
    connection = RedisConnection.open(address, patience);
  }

  @Override
  public List<Long> increment(int times) throws IOException {
    List<Long> values = new ArrayList<>();
    List<List<String>> commands = Collections.nCopies(times, List.of("INCR", COUNTER));
    for (RespReply reply : connection.askAll(commands)) {
      values.add(RedisConnection.number(reply));
    }
    return values;
  }

  @Override
  public long counter() throws IOException {
    return connection.askNumber("GET", COUNTER);
  }

  @Override
  public OptionalLong timeMicros() throws IOException {
    return OptionalLong.of(connection.timeMicros());
  }

  @Override
  public Optional<ServerFacts> facts() throws IOException {
    Map<String, String> info = connection.info();
    return Optional.of(
        new ServerFacts(
            info.getOrDefault("run_id", "unknown"),
            connection.askNumber("CLIENT", "ID"),
            Long.parseLong(info.getOrDefault("total_connections_received", "-1"))));
  }

  @Override
  public int localPort() {
    return connection.localPort();
  }

  @Override
  public void close() {
    connection.close();
  }
}
