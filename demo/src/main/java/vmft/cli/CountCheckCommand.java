package vmft.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vmft.engine.Bus;
import vmft.engine.unicorn.Hooks;
import vmft.engine.unicorn.UnicornEngine;
import vmft.event.EventSink;
import vmft.machine.Machine;
import vmft.replay.DigestSchedule;
import vmft.replica.host.Hosts;
import vmft.replica.host.RunningReplica;
import vmft.replica.host.World;

/** Runs a guest whose instructions are counted in two ways, and compares. */
@Command(
    name = "count-check",
    description = {
      "Run a guest to its end with each instruction counted twice: a block at a time, as always,",
      "and one by one. Both must agree at every log entry, or the exit code is 5."
    },
    mixinStandardHelpOptions = true)
final class CountCheckCommand implements Callable<Integer> {
  @Mixin private MachineOptions options;
  @Mixin private ConsoleOptions consoleOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CountComparison comparison = new CountComparison();
    EventSink events = EventSink.human(System.err);
    try (Machine machine = options.machine(comparison::engine);
        ConsoleOptions.Console console = consoleOptions.open(false, events)) {
      run(machine, console, comparison);
    }
    spec.commandLine().getErr().println("count-check: " + comparison.verdict());
    return (comparison.holds() ? ExitStatus.OK : ExitStatus.DIVERGED).code();
  }

  private void run(Machine machine, ConsoleOptions.Console console, CountComparison comparison)
      throws InterruptedException {
    try (RunningReplica replica =
        Hosts.alone(
            machine,
            options.pairing("count-check", machine).powerOnEpochNanos(),
            World.withoutNetwork(console),
            new Hosts.NetworkInput(),
            entry -> comparison.compare(),
            DigestSchedule.OFF,
            milestone -> {})) {
      replica.awaitEnd();
    }
  }

  /** The two counts of one engine. On the thread that runs it. */
  private static final class CountComparison {
    private UnicornEngine engine;
    private long comparisons;
    private long count;
    private String difference = "";

    UnicornEngine engine(long ramBase, int ramBytes, Bus bus) {
      engine = UnicornEngine.create(ramBase, ramBytes, bus, Hooks.CHECKED);
      return engine;
    }

    /** The hart stands, and an entry has been made. */
    void compare() {
      comparisons++;
      count = engine.count();
      if (count != engine.checkedCount() && holds()) {
        difference =
            "expected %d instructions, counted one by one, found %d counted by blocks"
                .formatted(engine.checkedCount(), count);
      }
    }

    boolean holds() {
      return difference.isEmpty();
    }

    String verdict() {
      return holds()
          ? "%d instructions, counted by blocks and one by one: equal at each of %d log entries"
              .formatted(count, comparisons)
          : difference;
    }
  }
}
