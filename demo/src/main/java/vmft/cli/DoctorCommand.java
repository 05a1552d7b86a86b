package vmft.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vmft.engine.EngineUnavailableException;
import vmft.engine.unicorn.UnicornEngine;

/** Looks at what only the built vmft can see. The launcher's doctor has looked at the tools. */
@Command(
    name = "doctor",
    description = "What is installed, what is missing, how to get it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Finding> findings = List.of(java(), engine(), folder("guests", "VMFT_GUESTS"));
    findings.forEach(finding -> spec.commandLine().getOut().println(finding.line()));
    boolean well = findings.stream().allMatch(Finding::ok);
    return (well ? ExitStatus.OK : ExitStatus.MISSING).code();
  }

  private static Finding java() {
    return new Finding("java", true, System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  private static Finding engine() {
    try {
      return new Finding("engine", true, UnicornEngine.probe());
    } catch (EngineUnavailableException e) {
      return new Finding("engine", false, e.getMessage());
    }
  }

  /** Something that the build makes, in a folder that the launcher names in the environment. */
  private static Finding folder(String what, String variable) {
    String folder = System.getenv(variable);
    if (folder == null) {
      return new Finding(what, false, variable + " is not set: start vmft with ./vmft");
    }
    boolean there = Files.isDirectory(Path.of(folder));
    return new Finding(
        what, there, there ? folder : folder + " is not there: ./vmft test builds it");
  }
}
