package vmft.demo.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The guests with which the demo can be played, as {@code vmft image linux} makes them. */
public enum LinuxGuest {
  /** With Redis. */
  REDIS("linux-redis-server", 6379) {
    @Override
    CountingServer connect(InetSocketAddress address, Duration patience) throws IOException {
      return new RedisServer(address, patience);
    }

    @Override
    List<String> options(LinuxFolder folder) {
      return List.of(); // it starts its server by itself
    }
  },
  /** With nothing but busybox, for those who cannot have the other. */
  BUSYBOX("linux", 7001) {
    @Override
    CountingServer connect(InetSocketAddress address, Duration patience) throws IOException {
      return new LineServer(address, patience);
    }

    @Override
    List<String> options(LinuxFolder folder) {
      return List.of("--append", folder.append() + " vmft.service=counter");
    }
  };

  private final String folderName;
  private final int serverPort;

  LinuxGuest(String folderName, int serverPort) {
    this.folderName = folderName;
    this.serverPort = serverPort;
  }

  /**
   * The best one that has been made.
   *
   * @param environment with VMFT_GUESTS
   */
  public static Optional<LinuxGuest> best(Map<String, String> environment) {
    return Stream.of(values()).filter(guest -> guest.isThere(environment)).findFirst();
  }

  private boolean isThere(Map<String, String> environment) {
    return environment.containsKey("VMFT_GUESTS")
        && Files.exists(path(environment).resolve("guest.properties"));
  }

  /** Its folder. */
  public Path path(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("VMFT_GUESTS", "."), folderName);
  }

  /** Where its server listens. */
  int serverPort() {
    return serverPort;
  }

  /** Connects to its server, once. */
  abstract CountingServer connect(InetSocketAddress address, Duration patience) throws IOException;

  /** What the replicas are told besides its folder. */
  abstract List<String> options(LinuxFolder folder);
}
