package vmft.net.passt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import vmft.net.GatewayPort;
import vmft.net.netty.SwitchServer;

/**
 * One passt, attached to the switch. It ends when the connection does, however that comes about:
 * also when the switch is killed.
 */
final class PasstProcess implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 5;

  /** Of a passt that was started by root, and gives root up. */
  private static final String UNPRIVILEGED_USER = "nobody";

  private static final Set<PosixFilePermission> OWNER_AND_GROUP =
      PosixFilePermissions.fromString("rwxrwx---");

  private final Process process;
  private final LastWords words;

  private PasstProcess(Process process) {
    this.process = process;
    this.words = new LastWords(process.inputReader(UTF_8));
  }

  /**
   * Starts passt and attaches it.
   *
   * @throws IOException if that fails; the message is one line for the user
   */
  static PasstProcess start(String program, List<Publication> publications, SwitchServer server)
      throws IOException, InterruptedException {
    Path folder = socketFolder();
    try {
      Path socket = folder.resolve("socket");
      GatewayPort.Network network = GatewayPort.Network.DEFAULT;
      List<String> line = PasstCommand.line(program, socket, network, publications);
      PasstProcess passt =
          new PasstProcess(new ProcessBuilder(line).redirectErrorStream(true).start());
      passt.attachTo(server, socket, new GatewayPort(network));
      return passt;
    } finally {
      Files.deleteIfExists(folder.resolve("socket"));
      Files.delete(folder);
    }
  }

  /**
   * Nobody else may enter it, for whoever connects first to passt is its guest. Started by root,
   * the passt of Debian 12 makes its socket as the unprivileged user, that of Debian 13 still as
   * root, but then without root's right to enter every folder: so it belongs to the one, and to the
   * other's group.
   */
  private static Path socketFolder() throws IOException {
    Path folder = Files.createTempDirectory("vmft-passt-");
    if (Files.getAttribute(folder, "unix:uid").equals(0)) {
      UserPrincipal user =
          folder
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(UNPRIVILEGED_USER);
      Files.setPosixFilePermissions(folder, OWNER_AND_GROUP);
      Files.setOwner(folder, user);
    }
    return folder;
  }

  /** Again and again until it listens. */
  private void attachTo(SwitchServer server, Path socket, GatewayPort gateway)
      throws IOException, InterruptedException {
    long giveUpAt = System.nanoTime() + START_DEADLINE.toNanos();
    while (!isAttached(server, socket, gateway)) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "passt ended at once: "
                + words.await()
                + "; is each published port free, and the host in --publish one of this host's?");
      }
      if (System.nanoTime() > giveUpAt) {
        close();
        throw new IOException(
            "passt: expected it to listen within %d s, it does not"
                .formatted(START_DEADLINE.toSeconds()));
      }
    }
  }

  private static boolean isAttached(SwitchServer server, Path socket, GatewayPort gateway) {
    try {
      server.attachGateway(socket, "passt", gateway);
      return true;
    } catch (IOException e) {
      return false; // not yet; if it never will be, passt says why
    }
  }

  /**
   * Waits for its end.
   *
   * @return how it ended, for the user
   */
  String awaitEnd() throws InterruptedException {
    return "exit code " + process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
