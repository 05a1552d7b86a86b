package vmft.channel.netty;

import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.Future;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.channel.HostAndPort;

/** Words for what a connection can suffer, short enough for one line. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static String reasonOf(Throwable fault) {
    if (fault instanceof DecoderException && fault.getCause() != null) {
      return reasonOf(fault.getCause());
    }
    if (fault instanceof UnknownHostException || fault instanceof UnresolvedAddressException) {
      return "unknown host";
    }
    String message = fault.getMessage();
    return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
  }

  /** Why nobody can have that address, and what to do about it. */
  static String cannotListen(HostAndPort address, Throwable cause) {
    String advice =
        cause instanceof BindException
            ? "; the port is taken or the address is not of this host, choose another"
            : "";
    return "cannot listen on " + address + ": " + reasonOf(cause) + advice;
  }

  /** For an operation whose failure shows elsewhere, mostly as the end of its connection. */
  static void note(Future<?> operation) {
    operation.addListener(
        done -> {
          if (!done.isSuccess() && !done.isCancelled()) {
            LOG.debug("network: {}", reasonOf(done.cause()));
          }
        });
  }
}
