package vmft.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.demo.linux.LinuxDemo;
import vmft.demo.linux.LinuxFigures;
import vmft.demo.linux.LinuxGuest;
import vmft.demo.linux.LinuxSettings;
import vmft.protocol.ProtocolSettings;

/** The show with a whole Linux. */
@Command(
    name = "linux",
    description = {
      "Boot Debian's kernel and a Redis server (a counter made of busybox where Redis cannot be"
          + " had) on a protected machine, let a client work with it"
          + " over one TCP connection and a shell sit at its console, make something fail in their"
          + " midst, prove that both went on.",
      ""
    },
    footer = {
      "",
      "The client connects once, to a port of 127.0.0.1 that passt carries to the guest. The proof"
          + " is made from what it and the shell saw and from the frames that the switch captured.",
      "",
      "Exit codes: 0 proved; 1 not proved; 2 wrong usage; 3 no such guest. Ctrl-C ends all"
          + " processes."
    },
    mixinStandardHelpOptions = true)
final class DemoLinuxCommand implements Callable<Integer> {
  @ArgGroup(exclusive = true)
  private FaultChoice choice = new FaultChoice();

  @Mixin private DemoRun demo;

  @Option(
      names = "--seconds",
      defaultValue = "12",
      description =
          "Length of the traffic, "
              + LinuxSettings.MIN_SECONDS
              + " to "
              + LinuxSettings.MAX_SECONDS
              + " (default ${DEFAULT-VALUE}); the fault comes about half-way.")
  private int seconds;

  @Option(
      names = {"--memory", "-m"},
      paramLabel = "MIB",
      description = "Memory of the guest in MiB (default: what its image says).")
  private int memoryMib;

  @Option(
      names = "--silence-limit",
      paramLabel = "MS",
      defaultValue = "" + ProtocolSettings.DEFAULT_SILENCE_MILLIS,
      description =
          "Silence after which one side suspects the other, in milliseconds, 60 to 60000 (default"
              + " ${DEFAULT-VALUE}). More on a host that is busy with other things.")
  private int silenceLimit;

  @Override
  public Integer call() throws InterruptedException {
    LinuxSettings settings = settings(guest());
    LinuxFigures figures =
        demo.tell(
            settings.folder(),
            (folder, starter, screen) -> new LinuxDemo(settings, folder, starter, screen).run());
    return (figures.verdict() ? ExitStatus.OK : ExitStatus.FAILED).code();
  }

  private LinuxSettings settings(LinuxGuest guest) {
    Ranges.require("--seconds", seconds, LinuxSettings.MIN_SECONDS, LinuxSettings.MAX_SECONDS);
    Ranges.require("--silence-limit", silenceLimit, 60, 60_000);
    if (memoryMib != 0) {
      Ranges.require("--memory", memoryMib, 64, 2047);
    }
    Path folder = demo.folder("demo-linux");
    return new LinuxSettings(
        guest,
        guest.path(System.getenv()),
        choice.fault(),
        seconds,
        demo.seed(),
        memoryMib,
        silenceLimit,
        folder);
  }

  private static LinuxGuest guest() {
    return LinuxGuest.best(System.getenv())
        .orElseThrow(
            () ->
                new CommandException(
                    ExitStatus.MISSING,
                    "guest: expected linux-redis-server or linux among the guests, found neither;"
                        + " make one with: ./vmft image linux --package redis-server"));
  }
}
