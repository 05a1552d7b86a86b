package vmft.demo.linux;

import java.io.IOException;
import java.util.Map;
import vmft.demo.redis.RedisConnection;

/**
 * What the server says of itself and of the connection on which it is asked.
 *
 * @param runId changes with each start of the server
 * @param clientId the server's number for this connection
 * @param connections that it has accepted since its start
 * @param uptimeSeconds since its start, by the guest's clock
 */
public record ServerFacts(String runId, long clientId, long connections, long uptimeSeconds) {
  static ServerFacts ask(RedisConnection connection) throws IOException {
    Map<String, String> info = connection.info();
    return new ServerFacts(
        info.getOrDefault("run_id", "unknown"),
        connection.askNumber("CLIENT", "ID"),
        Long.parseLong(info.getOrDefault("total_connections_received", "-1")),
        Long.parseLong(info.getOrDefault("uptime_in_seconds", "-1")));
  }
}
