package vmft.net.passt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vmft.net.netty.SwitchServer;

/** Keeps a passt at a port of the switch. Thread-safe. */
public final class PasstUplink implements AutoCloseable {
  private static final String PROGRAM = "passt";
  private static final long RESTART_PAUSE_MILLIS = 500;

  private final String program;
  private final List<Publication> publications;
  private final SwitchServer server;
  private final Consumer<String> notes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread watcher = new Thread(this::watch, "passt-watcher");
  private volatile PasstProcess passt;

  private PasstUplink(
      String program, List<Publication> publications, SwitchServer server, Consumer<String> notes) {
    this.program = program;
    this.publications = List.copyOf(publications);
    this.server = server;
    this.notes = notes;
  }

  /** Where passt is on this host; empty if it is not installed. */
  public static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts passt and returns when it is attached to the switch.
   *
   * @param program as {@link #find} finds it
   * @param notes told, one line, when passt dies and when it is there again; on a thread of its own
   * @throws IOException if it does not start; the message is one line for the user
   */
  public static PasstUplink start(
      Path program, List<Publication> publications, SwitchServer server, Consumer<String> notes)
      throws IOException, InterruptedException {
    PasstUplink uplink = new PasstUplink(program.toString(), publications, server, notes);
    uplink.passt = uplink.startPasst();
    uplink.watcher.setDaemon(true);
    uplink.watcher.start();
    return uplink;
  }

  private PasstProcess startPasst() throws IOException, InterruptedException {
    return PasstProcess.start(program, publications, server);
  }

  private void watch() {
    try {
      String end = passt.awaitEnd();
      while (!isClosed()) {
        notes.accept(
            "passt ended (" + end + "); connections through it are lost; starting it again");
        end = restart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries until it is there again, and waits for its end. */
  private String restart() throws InterruptedException {
    String complaint = "";
    while (!closed.await(RESTART_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      try {
        passt = startPasst();
        notes.accept("passt is there again");
        return passt.awaitEnd();
      } catch (IOException e) {
        if (!complaint.equals(e.getMessage())) {
          complaint = e.getMessage();
          notes.accept(complaint + "; trying again");
        }
      }
    }
    return "";
  }

  /** The one that is attached, or was last. */
  PasstProcess passt() {
    return passt;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends passt. */
  @Override
  public void close() {
    closed.countDown();
    passt.close();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
