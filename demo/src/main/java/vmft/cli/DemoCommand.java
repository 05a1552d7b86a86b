package vmft.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.demo.ByHand;
import vmft.demo.Demo;
import vmft.demo.DemoSettings;
import vmft.demo.Figures;

/** The main show. */
@Command(
    name = "demo",
    subcommands = DemoLinuxCommand.class,
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

  @Mixin private DemoRun demo;

  /** What to show. */
  private static final class Variant extends FaultChoice {
    @Option(
        names = "--by-hand",
        description = "Start nothing; print what to type in which terminal to do it all by hand.")
    private boolean byHand;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (variant.byHand) {
      ByHand.lines().forEach(System.out::println);
      return ExitStatus.OK.code();
    }
    DemoSettings settings = settings();
    Figures figures =
        demo.tell(
            settings.folder(),
            (folder, starter, screen) -> new Demo(settings, folder, starter, screen).run());
    return (figures.verdict() ? ExitStatus.OK : ExitStatus.FAILED).code();
  }

  private DemoSettings settings() {
    Ranges.require("--seconds", seconds, DemoSettings.MIN_SECONDS, 3600);
    Ranges.require("--clients", clients, 1, DemoSettings.MAX_CLIENTS);
    return new DemoSettings(variant.fault(), seconds, demo.seed(), clients, demo.folder("demo"));
  }
}
