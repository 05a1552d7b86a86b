package vmft.tas.raft;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * gRPC logs through java.util.logging, which by default prints a stack trace for every stray
 * connection. Whoever wants to see those configures the logger before a replica or client starts.
 */
final class QuietGrpc {
  // Held here, as the JDK forgets the level of a logger that nobody references.
  private static final Logger GRPC = Logger.getLogger("org.apache.ratis.thirdparty.io.grpc");

  private QuietGrpc() {}

  static void ensure() {
    if (GRPC.getLevel() == null) {
      GRPC.setLevel(Level.SEVERE);
    }
  }
}
