package vmft.demo.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One TCP connection to a Redis server, for its whole life. It is opened once and never again: when
 * it breaks, whoever asks is told so. Confined to one thread.
 */
public final class RedisConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private RedisConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param patience how long to wait for the connection, and later for each answer
   */
  public static RedisConnection open(InetSocketAddress server, Duration patience)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(server, (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      return new RedisConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** This side's TCP port. */
  public int localPort() {
    return socket.getLocalPort();
  }

  /** Asks one thing. */
  public RespReply ask(String... command) throws IOException {
    return askAll(List.of(List.of(command))).get(0);
  }

  /**
   * Asks several things with one write, and reads the replies to all of them.
   *
   * @throws IOException if the connection breaks, or an answer takes too long; it is of no more use
   */
  public List<RespReply> askAll(List<List<String>> commands) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    commands.forEach(command -> request.writeBytes(RespCodec.encode(command)));
    socket.getOutputStream().write(request.toByteArray());
    List<RespReply> replies = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      replies.add(RespCodec.read(in));
    }
    return replies;
  }

  /** Asks for a number. */
  public long askNumber(String... command) throws IOException {
    return number(ask(command));
  }

  /** What {@code INFO} says, by name. */
  public Map<String, String> info() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    for (String line : text(ask("INFO")).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        facts.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return facts;
  }

  /** The server's clock ({@code TIME}), microseconds since 1970. */
  public long timeMicros() throws IOException {
    if (ask("TIME") instanceof RespReply.Row row && row.replies().size() == 2) {
      long seconds = number(row.replies().get(0));
      return seconds * 1_000_000 + number(row.replies().get(1));
    }
    throw new ProtocolException("TIME: expected seconds and microseconds, found something else");
  }

  /**
   * The number that a reply is.
   *
   * @throws ProtocolException if it is none
   */
  public static long number(RespReply reply) throws ProtocolException {
    if (reply instanceof RespReply.Whole whole) {
      return whole.value();
    }
    try {
      return Long.parseLong(text(reply));
    } catch (NumberFormatException e) {
      throw unexpected("a number", reply);
    }
  }

  private static String text(RespReply reply) throws ProtocolException {
    if (reply instanceof RespReply.Bulk bulk) {
      return bulk.text();
    }
    throw unexpected("a text", reply);
  }

  private static ProtocolException unexpected(String expected, RespReply found) {
    return new ProtocolException("redis: expected %s, found %s".formatted(expected, found));
  }

  /** Closes it; another thread may do so, and whoever asks at that moment is told. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no more use anyway
    }
  }
}
