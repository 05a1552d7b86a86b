package vmft.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
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

  /**
   * @param stdoutTaken whether stdout is for events
   */
  Console open(boolean stdoutTaken) {
    try {
      if (file != null) {
        return new Console(Files.newOutputStream(file), true, interactive);
      }
      return new Console(
          stdoutTaken ? OutputStream.nullOutputStream() : System.out, false, interactive);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.USAGE, "console " + file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** The console of one machine. Written on the replica's thread. */
  static final class Console implements AutoCloseable {
    private final OutputStream out;
    private final boolean ownsOut;
    private final boolean interactive;

    private Console(OutputStream out, boolean ownsOut, boolean interactive) {
      this.out = out;
      this.ownsOut = ownsOut;
      this.interactive = interactive;
    }

    /**
     * Writes and flushes: the backup is told that these bytes have left, so no buffer of this
     * process may keep them. A console that nobody reads any more is no reason to stop a machine.
     */
    void write(byte[] bytes) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        // a full disk or a closed terminal: the guest goes on
      }
    }

    /** Passes stdin on to the guest, byte by byte, if that was asked for. */
    void readInto(RunningReplica replica) {
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
