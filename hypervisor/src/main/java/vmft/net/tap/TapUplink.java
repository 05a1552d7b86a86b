package vmft.net.tap;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.function.Consumer;
import vmft.net.netty.LocalPort;
import vmft.net.netty.SwitchServer;

/** A TAP interface at a port of the switch. Thread-safe. */
public final class TapUplink implements AutoCloseable {
  private final TapInterface tap;
  private final LocalPort port;
  private final Consumer<String> notes;
  private final Thread reader;
  private volatile boolean closed;

  private TapUplink(String name, TapInterface tap, LocalPort port, Consumer<String> notes) {
    this.tap = tap;
    this.port = port;
    this.notes = notes;
    this.reader = new Thread(() -> read(name), "tap-" + name);
    reader.setDaemon(true);
  }

  /**
   * Opens the interface, or makes it, and attaches it.
   *
   * @param name of the interface, at most 15 characters
   * @param notes told, one line, if the interface goes away; on a thread of its own
   * @throws IOException if it cannot be had; the message is one line for the user
   */
  public static TapUplink open(String name, SwitchServer server, Consumer<String> notes)
      throws IOException {
    TapInterface tap = TapInterface.open(name);
    try {
      LocalPort port = server.attach("tap " + name, tap::transmit);
      TapUplink uplink = new TapUplink(name, tap, port, notes);
      uplink.reader.start();
      return uplink;
    } catch (IOException e) {
      tap.close();
      throw e;
    }
  }

  private void read(String name) {
    try {
      while (!closed) {
        tap.receive().ifPresent(port::send);
      }
    } catch (LastErrorException e) {
      notes.accept("tap " + name + " is gone (" + e.getMessage() + "); frames to it are lost");
    }
  }

  /** An interface that the switch has made goes away. */
  @Override
  public void close() {
    closed = true;
    tap.wake();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    port.close(); // from here on nobody transmits
    tap.close();
  }
}
