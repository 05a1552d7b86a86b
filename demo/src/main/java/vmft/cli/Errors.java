package vmft.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns whatever went wrong into one line on stderr and an exit status. */
final class Errors {
  private Errors() {}

  /** A wrong option or argument. */
  static int onWrongUsage(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return report(
        e.getCommandLine(), e, ExitStatus.USAGE, e.getMessage() + "; see '" + command + " --help'");
  }

  /** An exception out of a command. */
  static int onFailure(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (e instanceof CommandException expected) {
      return report(commandLine, e, expected.status(), expected.getMessage());
    }
    String hint = "; this is a bug in vmft: VMFT_DEBUG=1 shows where";
    return report(commandLine, e, ExitStatus.FAILED, e + hint);
  }

  private static int report(CommandLine commandLine, Exception e, ExitStatus status, String line) {
    PrintWriter err = commandLine.getErr();
    err.println("vmft: " + line.strip().replaceAll("\\s*\\R\\s*", " "));
    if ("1".equals(System.getenv("VMFT_DEBUG"))) {
      e.printStackTrace(err);
    }
    err.flush();
    return status.code();
  }
}
