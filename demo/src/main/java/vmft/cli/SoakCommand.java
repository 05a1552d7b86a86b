package vmft.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.demo.linux.LinuxFolder;
import vmft.demo.soak.Soak;
import vmft.demo.soak.SoakFigures;
import vmft.demo.soak.SoakSettings;

/** A long run under load. */
@Command(
    name = "soak",
    description = {
      "Run mixed load (forks, gzip, checksums, pings, sleep) on a protected Linux for as long as you"
          + " like, with digests of both sides' states compared throughout.",
      ""
    },
    footer = {
      "",
      "A line a minute: instructions, bytes of log a second, lag of the backup, digests found equal,"
          + " resident memory of primary and backup. In the end the guest switches itself off, and"
          + " all of its memory is compared.",
      "",
      "Exit codes: 0 nothing diverged, memory within its bound; 1 not so; 2 wrong usage; 3 no such"
          + " guest."
    },
    mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {
  private static final int WEEK = 7 * 24 * 60;

  @Mixin private DemoRun demo;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "How long, 1 to " + WEEK + " (default ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--guest",
      paramLabel = "NAME",
      defaultValue = "linux",
      description = "A Linux guest: its folder or its name (default ${DEFAULT-VALUE}).")
  private String guest;

  @Option(
      names = "--silence-limit",
      paramLabel = "MS",
      defaultValue = "30000",
      description =
          "Silence after which one side suspects the other, in milliseconds (default"
              + " ${DEFAULT-VALUE}): longer than a pair's own default, for hosts that do other work"
              + " as well. A soak asks whether the two stay equal, not how quickly one is missed.")
  private int silenceLimit;

  @Option(names = "--trace", description = "Both sides record their logs into files.")
  private boolean trace;

  @Override
  public Integer call() throws InterruptedException {
    Ranges.require("--minutes", minutes, 1, WEEK);
    Ranges.require("--silence-limit", silenceLimit, 60, 60_000);
    SoakSettings settings =
        new SoakSettings(folder(), minutes, silenceLimit, trace, demo.folder("soak"));
    SoakFigures figures =
        demo.tell(
            settings.folder(),
            (folder, starter, screen) -> new Soak(settings, folder, starter, screen).run());
    return (figures.verdict() ? ExitStatus.OK : ExitStatus.FAILED).code();
  }

  private LinuxFolder folder() {
    try {
      return LinuxFolder.read(MachineOptions.resolve(guest));
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.MISSING, e.getMessage() + "; make one with: ./vmft image linux", e);
    }
  }
}
