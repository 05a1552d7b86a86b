package vmft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code vmft} command: registers the subcommands and makes one line of every error. */
@Command(
    name = "vmft",
    description = "A fault-tolerant virtual machine: two hypervisors run one guest in lockstep.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      SoakCommand.class,
      CheckCommand.class,
      ClientsCommand.class,
      RunCommand.class,
      PrimaryCommand.class,
      BackupCommand.class,
      ConsoleCommand.class,
      BenchCommand.class,
      CountCheckCommand.class,
      ConformanceCommand.class,
      TasCommand.class,
      SwitchCommand.class,
      SimulateCommand.class,
      TraceCommand.class,
      ReplayCommand.class,
      DeterminismCommand.class,
      DoctorCommand.class,
      WarmUpCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "The launcher adds: test (every test), format (formats the sources).",
      "Exit codes: 0 well done; 1 a test or proof failed; 2 wrong usage or input;",
      "3 something needed is missing; 4 a peer or service refused or cannot be reached;",
      "5 divergence."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(configured(new CommandLine(new Main())).execute(args));
  }

  /** Ready to execute: returns exit codes and never throws, whatever its subcommands do. */
  static CommandLine configured(CommandLine commandLine) {
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::onWrongUsage)
        .setExecutionExceptionHandler(Errors::onFailure);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command, found none");
  }
}
