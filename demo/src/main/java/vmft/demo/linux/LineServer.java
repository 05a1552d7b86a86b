package vmft.demo.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The guest's service {@code counter}, of busybox alone: a process of its own for each connection,
 * which answers each line with how many there have been.
 */
final class LineServer implements CountingServer {
  private final Socket socket = new Socket();
  private final BufferedReader in;

  LineServer(InetSocketAddress address, Duration patience) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public List<Long> increment(int times) throws IOException {
    socket.getOutputStream().write("+\n".repeat(times).getBytes(US_ASCII));
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      values.add(read());
    }
    return values;
  }

  private long read() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("connection closed by the other side");
    }
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw new ProtocolException("counter: expected a number, found " + line);
    }
  }

  /** The server tells its value only when it has added one. */
  @Override
  public long counter() throws IOException {
    return increment(1).get(0) - 1;
  }

  @Override
  public OptionalLong timeMicros() {
    return OptionalLong.empty();
  }

  /** It says nothing of itself; but a second connection would begin at 1 again. */
  @Override
  public Optional<ServerFacts> facts() {
    return Optional.empty();
  }

  @Override
  public int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no more use anyway
    }
  }
}
