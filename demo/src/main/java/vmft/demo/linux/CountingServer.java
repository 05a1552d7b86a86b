package vmft.demo.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server in the guest that keeps a counter, asked over one TCP connection that is opened once.
 * Confined to one thread, but for {@link #close}. Whatever throws, the connection is of no more
 * use.
 */
interface CountingServer extends AutoCloseable {
  /**
   * Increments the counter several times, asked for with one write.
   *
   * @return its value after each
   */
  List<Long> increment(int times) throws IOException;

  /** The counter's value as the server has stored it. */
  long counter() throws IOException;

  /** The guest's clock, microseconds since 1970; empty if this server does not tell it. */
  OptionalLong timeMicros() throws IOException;

  /** What it says of itself and of this connection; empty if it says nothing. */
  Optional<ServerFacts> facts() throws IOException;

  /** This side's TCP port. */
  int localPort();

  /** Closes the connection; whoever asks at that moment is told. */
  @Override
  void close();
}
