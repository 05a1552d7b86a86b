package vmft.demo.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import vmft.demo.cluster.PartFailedException;

/** The guest of this demo, as {@code vmft image linux --package redis-server} makes it. */
public final class LinuxGuest {
  /** Its name among the guests. */
  public static final String NAME = "linux-redis-server";

  /** Where its server listens. */
  public static final int SERVER_PORT = 6379;

  private static final String HOW = "./vmft image linux --package redis-server";

  private LinuxGuest() {}

  /**
   * Makes sure that it is there.
   *
   * @param environment with VMFT_GUESTS
   * @throws PartFailedException if it is not; the message says how to make it
   */
  public static void require(Map<String, String> environment) {
    if (!isThere(environment)) {
      throw new PartFailedException(
          "guest " + NAME + ": expected it among the guests, found none; make it with: " + HOW);
    }
  }

  /** Whether it has been made. */
  public static boolean isThere(Map<String, String> environment) {
    String guests = environment.get("VMFT_GUESTS");
    return guests != null && Files.exists(Path.of(guests, NAME, "guest.properties"));
  }
}
