package vmft.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vmft.channel.HostAndPort;
import vmft.console.netty.ConsoleClient;

/** A terminal at a running machine, wherever it lives. */
@Command(
    name = "console",
    description = {
      "Attach this terminal to the console of a running machine. Given both replicas of a pair, the"
          + " session goes on at the other one after a takeover. Ctrl-] quits.",
    },
    mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {
  private static final byte QUIT_KEY = 0x1d; // Ctrl-]
  private static final int CHUNK_BYTES = 1024;

  @Parameters(
      arity = "1..*",
      split = ",",
      paramLabel = "HOST:PORT",
      converter = HostAndPortConverter.class,
      description = "Where the replicas listen, as --console-listen of theirs says.")
  private List<HostAndPort> replicas;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to try if no replica can be reached (default ${DEFAULT-VALUE}).")
  private int patienceSeconds;

  @Option(
      names = "--linger",
      paramLabel = "SECONDS",
      description =
          "When stdin has ended, as a pipe does, quit once all is typed and the machine has said"
              + " nothing for so long (default: stay until it is switched off).")
  private Integer lingerSeconds;

  @Override
  public Integer call() throws InterruptedException {
    try (Terminal terminal = Terminal.raw()) {
      ConsoleScreen screen =
          new ConsoleScreen(System.out, System.err, terminal.isTerminal(), patienceSeconds);
      if (terminal.isTerminal()) {
        screen.note("Ctrl-] quits");
      }
      try (ConsoleClient client =
          ConsoleClient.attach(
              replicas.stream().map(HostAndPort::toSocketAddress).toList(), screen)) {
        startReading(client, screen, terminal.isTerminal());
        return exitCode(screen.awaitEnd());
      }
    }
  }

  private int exitCode(ConsoleScreen.End end) {
    if (end == ConsoleScreen.End.UNREACHABLE) {
      throw new CommandException(
          ExitStatus.UNREACHABLE,
          String.format(
              "console: expected a replica at %s, found none for %d seconds; start one with"
                  + " --console-listen",
              replicas.stream().map(HostAndPort::toString).collect(Collectors.joining(" or ")),
              patienceSeconds));
    }
    return ExitStatus.OK.code();
  }

  private void startReading(ConsoleClient client, ConsoleScreen screen, boolean keys) {
    Thread reader = new Thread(() -> read(client, screen, keys), "console-input");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(ConsoleClient client, ConsoleScreen screen, boolean keys) {
    try {
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int length = System.in.read(chunk); length >= 0; length = System.in.read(chunk)) {
        int end = keys ? indexOfQuitKey(chunk, length) : length;
        screen.awaitRoom(end);
        client.type(Arrays.copyOf(chunk, end));
        if (end < length) {
          screen.quit();
          return;
        }
      }
      if (lingerSeconds != null) {
        screen.awaitAllAccepted();
        screen.lingerFor(lingerSeconds);
      }
    } catch (IOException e) {
      screen.note("stdin: " + e.getMessage() + "; what is typed no longer arrives");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int indexOfQuitKey(byte[] chunk, int length) {
    for (int i = 0; i < length; i++) {
      if (chunk[i] == QUIT_KEY) {
        return i;
      }
    }
    return length;
  }
}
