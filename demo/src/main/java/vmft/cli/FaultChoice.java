package vmft.cli;

import picocli.CommandLine.Option;
import vmft.demo.Fault;

/** What is to fail in a demo; the options exclude each other. */
class FaultChoice {
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
