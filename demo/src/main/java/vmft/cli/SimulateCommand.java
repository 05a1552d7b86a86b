package vmft.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import vmft.sim.Report;
import vmft.sim.Simulation;
import vmft.sim.SimulationOptions;

/** Runs seeds of the simulator: one with all that happens, or many until the first that fails. */
@Command(
    name = "simulate",
    description = "Drive simulated pairs through bad days, each from a seed, in virtual time.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
  private static final Seeds DEFAULT = new Seeds(0, 1_000);

  /** {@code from} to {@code to}, both included. */
  private record Seeds(long from, long to) {}

  /** Reads {@code 0..999}. */
  private static final class SeedsConverter implements ITypeConverter<Seeds> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

    @Override
    public Seeds convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("expected seeds such as 0..999, found '" + text + "'");
      }
      return new Seeds(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
  }

  private static final class Which {
    @Option(names = "--seed", paramLabel = "N", description = "One seed.")
    private Long seed;

    @Option(
        names = "--seeds",
        paramLabel = "FROM..TO",
        converter = SeedsConverter.class,
        description = "All of these, in parallel; 0..1000 by default.")
    private Seeds seeds;
  }

  @ArgGroup private Which which;

  @Option(
      names = {"-v", "--verbose"},
      description = "With --seed: print every event.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (which != null && which.seed != null) {
      return tell(Simulation.run(which.seed, options()));
    }
    return many(which == null ? DEFAULT : which.seeds);
  }

  private SimulationOptions options() {
    return verbose
        ? SimulationOptions.verbose(line -> spec.commandLine().getOut().println(line))
        : SimulationOptions.quiet();
  }

  private int many(Seeds seeds) {
    Optional<Report> failure =
        LongStream.rangeClosed(seeds.from(), seeds.to())
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, SimulationOptions.quiet()))
            .filter(report -> !report.passed())
            .findAny();
    if (failure.isPresent()) {
      return tell(failure.get());
    }
    spec.commandLine().getOut().printf("seeds %d to %d: all passed%n", seeds.from(), seeds.to());
    return ExitStatus.OK.code();
  }

  private int tell(Report report) {
    spec.commandLine().getOut().println(report);
    return (report.passed() ? ExitStatus.OK : ExitStatus.FAILED).code();
  }
}
