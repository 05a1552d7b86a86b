package vmft.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.channel.Pairing;
import vmft.event.EventSink;
import vmft.event.MilestoneEvents;
import vmft.machine.Machine;
import vmft.replica.host.Hosts;
import vmft.replica.host.RunningReplica;
import vmft.trace.TraceHeader.Role;

/** Runs a guest without protection, until it switches itself off. */
@Command(
    name = "run",
    description = "Run a guest alone, without a backup.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private MachineOptions options;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private ConsoleOptions consoleOptions;
  @Mixin private EventOptions events;

  @Option(names = "--trace", paramLabel = "FILE", description = "Record the log into a trace file.")
  private Path trace;

  @Override
  public Integer call() throws InterruptedException {
    EventSink sink = events.sink();
    events.watchStdin();
    Hosts.NetworkInput input = new Hosts.NetworkInput();
    try (Machine machine = options.machine();
        NetworkOptions.Network network = networkOptions.attach(input);
        ConsoleOptions.Console console = consoleOptions.open(events.json());
        Tracing tracing = Tracing.to(trace, sink)) {
      Pairing self = options.pairing("alone", machine);
      tracing.begin(self, Role.ALONE, options.imagePath());
      try (RunningReplica replica =
          Hosts.alone(
              machine,
              self.powerOnEpochNanos(),
              network.world(console),
              input,
              tracing.sink(),
              new MilestoneEvents(sink))) {
        console.readInto(replica);
        replica.awaitEnd();
        return machine.exitCode();
      }
    }
  }
}
