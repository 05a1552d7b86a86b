package vmft.net.netty;

import io.netty.util.concurrent.Future;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words for what a socket can suffer, short enough for one line. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * For an operation whose failure shows elsewhere, as the end of its connection: noted for those
   * who look closely.
   */
  public static void note(Future<?> operation) {
    operation.addListener(
        done -> {
          if (!done.isSuccess()) {
            LOG.debug("network: {}", describe(done.cause()));
          }
        });
  }

  /** What the network library has wrapped, if it has. */
  public static Throwable root(Throwable cause) {
    return cause.getCause() == null ? cause : cause.getCause();
  }

  public static String describe(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  /** Why nobody can listen there, and what to do about it. */
  static String cannotListen(InetSocketAddress address, Throwable cause) {
    String reason =
        cause instanceof BindException
            ? "the port is taken or the address is not of this host;"
                + " choose another one or stop the program that holds it ("
                + describe(cause)
                + ")"
            : describe(cause);
    return "switch: cannot listen on " + hostAndPort(address) + ": " + reason;
  }

  public static String hostAndPort(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
