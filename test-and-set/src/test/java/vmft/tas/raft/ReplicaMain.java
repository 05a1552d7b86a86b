package vmft.tas.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A replica as a process of its own; ends when its parent does, as that closes its input. */
final class ReplicaMain {
  static final String READY = "ready";

  private ReplicaMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (FlagServer server =
        FlagServer.start(FlagGroup.parse(args[0]), args[1], Path.of(args[2]))) {
      Thread announcer = new Thread(() -> announce(server));
      announcer.setDaemon(true);
      announcer.start();
      while (System.in.read() >= 0) {
        // Only the end of the input matters.
      }
    } catch (CannotServeException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void announce(FlagServer server) {
    try {
      if (server.awaitReady(Duration.ofMinutes(1))) {
        System.out.println(READY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
