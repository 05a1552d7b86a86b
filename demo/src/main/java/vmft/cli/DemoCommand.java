package vmft.cli;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vmft.demo.ByHand;
import vmft.demo.Demo;
import vmft.demo.DemoSettings;
import vmft.demo.Fault;
import vmft.demo.Figures;
import vmft.demo.Screen;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.PartFailedException;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;

/** The main show. */
@Command(
    name = "demo",
    description = {
      "Show a machine that survives: start a protected machine and all that it needs, each part a"
          + " process, let clients work with it, make something fail in their midst, prove that"
          + " nothing was lost.",
      ""
    },
    footer = {
      "",
      "What you see: the start; a line a second of how both sides stand; the fault; the takeover as"
          + " a timeline in milliseconds; the proof. The proof is made from outside: from what the"
          + " clients were answered (a linearizability checker, and tokens which only a machine"
          + " that lost nothing can know), and from the frames that the switch captured.",
      "",
      "Exit codes: 0 proved; 1 not proved; 2 wrong usage. Ctrl-C ends all processes."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @ArgGroup(exclusive = true)
  private Variant variant = new Variant();

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description =
          "Length of the traffic, "
              + DemoSettings.MIN_SECONDS
              + " to 3600 (default ${DEFAULT-VALUE}); the fault comes about half-way.")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "How many clients, 1 to " + DemoSettings.MAX_CLIENTS + " (default 4).")
  private int clients;

  @Option(
      names = "--seed",
      description = "Of the requests and of the moment of the fault (default: a random one).")
  private Long seed;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Folder for logs, traces, captured frames and the history; new or empty (default:"
              + " runs/demo-TIME).")
  private Path directory;

  @Option(
      names = "--json",
      description = "One JSON object with all figures on stdout; the story goes to stderr.")
  private boolean json;

  /** What to show. */
  private static final class Variant {
    @Option(
        names = "--kill",
        paramLabel = "primary|backup",
        defaultValue = "primary",
        description = "Which side dies by SIGKILL (default ${DEFAULT-VALUE}).")
    private String victim = "primary";

    @Option(
        names = "--partition",
        description = "Cut the channel instead; both sides live, one wins, the other halts.")
    private boolean partition;

    @Option(
        names = "--freeze",
        description = "SIGSTOP the primary instead, SIGCONT it when it has been replaced.")
    private boolean freeze;

    @Option(
        names = "--by-hand",
        description = "Start nothing; print what to type in which terminal to do it all by hand.")
    private boolean byHand;

    Fault fault() {
      if (partition) {
        return Fault.PARTITION;
      }
      if (freeze) {
        return Fault.FREEZE;
      }
      return switch (victim) {
        case "primary" -> Fault.KILL_PRIMARY;
        case "backup" -> Fault.KILL_BACKUP;
        default ->
            throw new CommandException(
                ExitStatus.USAGE, "--kill: expected primary or backup, found " + victim);
      };
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (variant.byHand) {
      ByHand.lines().forEach(System.out::println);
      return ExitStatus.OK.code();
    }
    DemoSettings settings = settings();
    Screen screen = json ? Screen.on(System.err, 2) : Screen.on(System.out, 1);
    RunFolder folder = createFolder(settings.folder());
    try (ProcessStarter starter = new ProcessStarter(JvmCommand.from(System.getenv()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(starter::close, "stop-all"));
      Figures figures = new Demo(settings, folder, starter, screen).run();
      return report(figures, System.out);
    } catch (IOException | PartFailedException e) {
      throw new CommandException(ExitStatus.FAILED, e.getMessage(), e);
    }
  }

  private static RunFolder createFolder(Path path) {
    try {
      return RunFolder.create(path);
    } catch (IOException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  private int report(Figures figures, PrintStream out) {
    if (json) {
      out.println(new GsonBuilder().setPrettyPrinting().create().toJson(figures));
    }
    return (figures.verdict() ? ExitStatus.OK : ExitStatus.FAILED).code();
  }

  private DemoSettings settings() {
    Ranges.require("--seconds", seconds, DemoSettings.MIN_SECONDS, 3600);
    Ranges.require("--clients", clients, 1, DemoSettings.MAX_CLIENTS);
    long chosenSeed = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    return new DemoSettings(variant.fault(), seconds, chosenSeed, clients, folder());
  }

  private Path folder() {
    if (directory != null) {
      return directory;
    }
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    return Path.of("runs", "demo-" + time);
  }
}
