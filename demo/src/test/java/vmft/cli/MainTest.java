package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine vmft = vmftWith();

  @Test
  void theVersionNamesTheBuildAndTheJvm() {
    assertThat(vmft.execute("--version")).isEqualTo(ExitStatus.OK.code());
    assertThat(out.toString()).containsPattern("vmft \\d+\\.\\d+").contains("Java ");
  }

  @Test
  void helpListsTheCommandsAndTheExitCodes() {
    assertThat(vmft.execute("--help")).isEqualTo(ExitStatus.OK.code());
    assertThat(out.toString()).contains("doctor").contains("5 divergence");
  }

  @Test
  void anUnknownCommandIsOneLineAndAUsageError() {
    assertThat(vmft.execute("dance")).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString()).startsWith("vmft: ").contains("dance").hasLineCount(1);
  }

  @Test
  void noCommandAtAllIsOneLineAndAUsageError() {
    assertThat(vmft.execute()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("vmft: expected a command, found none; see 'vmft --help'");
  }

  @Test
  void anExpectedFailureIsItsOneLineAndItsStatus() {
    Failing failing = new Failing(new CommandException(ExitStatus.DIVERGED, "not\n  equal"));
    assertThat(vmftWith(failing).execute("failing")).isEqualTo(ExitStatus.DIVERGED.code());
    assertThat(err.toString()).isEqualToIgnoringNewLines("vmft: not equal");
  }

  @Test
  void aBugIsOneLineThatSaysHowToSeeMore() {
    Failing failing = new Failing(new IllegalStateException("lag=-1"));
    assertThat(vmftWith(failing).execute("failing")).isEqualTo(ExitStatus.FAILED.code());
    assertThat(err.toString()).contains("lag=-1").contains("VMFT_DEBUG=1").hasLineCount(1);
  }

  private CommandLine vmftWith(Object... subcommands) {
    CommandLine commandLine = new CommandLine(new Main());
    List.of(subcommands).forEach(commandLine::addSubcommand);
    return Main.configured(commandLine).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }

  @Command(name = "failing")
  private record Failing(RuntimeException failure) implements Runnable {
    @Override
    public void run() {
      throw failure;
    }
  }
}
