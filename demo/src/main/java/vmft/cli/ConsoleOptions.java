package vmft.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import vmft.channel.HostAndPort;
import vmft.console.ConsoleState;
import vmft.console.GuestConsole;
import vmft.console.netty.ConsoleServer;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.replica.Input;
import vmft.replica.host.RunningReplica;

/** Where the guest's console is. */
final class ConsoleOptions {
  @Option(
      names = "--console",
      paramLabel = "FILE",
      description = "Write the guest's console to a file (default: stdout).")
  private Path file;

  @Option(names = "--interactive", description = "Send what is typed here to the guest's console.")
  private boolean interactive;

  @Option(
      names = "--console-listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPortConverter.class,
      description =
          "Where 'vmft console' can attach, for whoever can connect: it knows no users. Port 0"
              + " chooses one.")
  private HostAndPort listen;

  /**
   * @param stdoutTaken whether stdout is for events
   * @param events told where consoles can attach
   */
  Console open(boolean stdoutTaken, EventSink events) {
    ConsoleServer server = listen == null ? null : listen();
    if (server != null) {
      HostAndPort address = new HostAndPort(listen.host(), server.port());
      events.accept(Event.note("console at " + address + ": vmft console " + address));
    }
    return new Console(openOutput(stdoutTaken), file != null, interactive, server);
  }

  private OutputStream openOutput(boolean stdoutTaken) {
    try {
      if (file != null) {
        return Files.newOutputStream(file);
      }
      return stdoutTaken ? OutputStream.nullOutputStream() : System.out;
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.USAGE, "console " + file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private ConsoleServer listen() {
    try {
      return ConsoleServer.listen(listen.toSocketAddress());
    } catch (IOException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  /** The console of one machine. Written on the replica's thread. */
  static final class Console implements GuestConsole, AutoCloseable {
    private final OutputStream out;
    private final boolean ownsOut;
    private final boolean interactive;
    private final ConsoleServer server;

    /**
     * @param server null if no consoles can attach
     */
    private Console(OutputStream out, boolean ownsOut, boolean interactive, ConsoleServer server) {
      this.out = out;
      this.ownsOut = ownsOut;
      this.interactive = interactive;
      this.server = server;
    }

    /**
     * Writes and flushes: the backup is told that these bytes have left, so no buffer of this
     * process may keep them. A console that nobody reads any more is no reason to stop a machine.
     */
    @Override
    public void write(byte[] bytes) {
      if (server != null) {
        server.write(bytes);
      }
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        // a full disk or a closed terminal: the guest goes on
      }
    }

    @Override
    public void writtenElsewhere(byte[] bytes) {
      if (server != null) {
        server.writtenElsewhere(bytes);
      }
    }

    @Override
    public void changed(ConsoleState state) {
      if (server != null) {
        server.changed(state);
      }
    }

    /** Passes on what is typed at consoles elsewhere and, if that was asked for, here. */
    void readInto(RunningReplica replica) {
      if (server != null) {
        server.connect(replica.keyboard());
      }
      if (!interactive) {
        return;
      }
      Thread reader = new Thread(() -> pump(replica), "console-input");
      reader.setDaemon(true);
      reader.start();
    }

    private static void pump(RunningReplica replica) {
      try {
        for (int b = System.in.read(); b >= 0; b = System.in.read()) {
          replica.input(new Input.ConsoleByte((byte) b));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      if (server != null) {
        server.close();
      }
      try {
        out.flush();
        if (ownsOut) {
          out.close();
        }
      } catch (IOException e) {
        // nothing more can be done for it
      }
    }
  }
}
