package vmft.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vmft.channel.HostAndPort;
import vmft.check.History;
import vmft.check.HistoryFile;
import vmft.demo.ClientRun;
import vmft.demo.Clients;
import vmft.demo.DemoSettings;
import vmft.demo.Proof;
import vmft.demo.Screen;
import vmft.demo.cluster.PartFailedException;

/** Clients for a machine that was started by hand. */
@Command(
    name = "clients",
    description =
        "Let clients work with the guest kv through a switch, and check what they were answered."
            + " The guest must be fresh: the check knows nothing of what others stored there.",
    mixinStandardHelpOptions = true)
final class ClientsCommand implements Callable<Integer> {
  @Option(
      names = "--switch",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7100",
      converter = HostAndPortConverter.class,
      description = "Where the switch listens (default ${DEFAULT-VALUE}).")
  private HostAndPort switchAddress;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long, 1 to 3600 (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "How many, 1 to " + DemoSettings.MAX_CLIENTS + " (default ${DEFAULT-VALUE}).")
  private int clients;

  @Option(names = "--seed", description = "Of the requests (default: a random one).")
  private Long seed;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Keep what was asked and answered, for 'vmft check'.")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    Ranges.require("--seconds", seconds, 1, 3600);
    Ranges.require("--clients", clients, 1, DemoSettings.MAX_CLIENTS);
    long chosenSeed = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    Screen screen = Screen.on(System.out, 1);
    try (Clients all = Clients.attach(switchAddress.toSocketAddress(), clients, chosenSeed)) {
      List<Proof.Check> checks = new ClientRun(all, screen).run(seconds);
      keep(all.history());
      checks.forEach(check -> screen.line(check.toString()));
      boolean passed = checks.stream().allMatch(Proof.Check::passed);
      return (passed ? ExitStatus.OK : ExitStatus.FAILED).code();
    } catch (IOException | PartFailedException e) {
      throw new CommandException(ExitStatus.UNREACHABLE, e.getMessage(), e);
    }
  }

  private void keep(History history) {
    if (file == null) {
      return;
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      HistoryFile.write(history, out);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.USAGE, "history " + file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
