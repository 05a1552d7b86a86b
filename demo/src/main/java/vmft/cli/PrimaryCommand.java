package vmft.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.channel.HostAndPort;
import vmft.channel.Pairing;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.event.MilestoneEvents;
import vmft.machine.Machine;
import vmft.replica.host.FlagClaimer;
import vmft.replica.host.Hosts;
import vmft.replica.host.RunningReplica;
import vmft.trace.TraceHeader.Role;

/** Runs the primary of a protected machine. */
@Command(
    name = "primary",
    description = "Start a machine, protected by the backup at another host.",
    mixinStandardHelpOptions = true)
final class PrimaryCommand implements Callable<Integer> {
  /** Its bytes, and the suffix that makes it unique, fit into a fencing token. */
  private static final int MAX_NAME = 100;

  @Mixin private MachineOptions options;
  @Mixin private PairOptions pair;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private ConsoleOptions consoleOptions;
  @Mixin private EventOptions events;

  @Option(
      names = "--backup",
      required = true,
      paramLabel = "HOST:PORT",
      converter = HostAndPortConverter.class,
      description = "Where the backup listens, as 'vmft backup' says.")
  private HostAndPort backup;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "machine",
      description = "Name of the machine, for people (default ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to try to reach the backup (default ${DEFAULT-VALUE}).")
  private int patienceSeconds;

  @Override
  public Integer call() throws InterruptedException {
    if (name.length() > MAX_NAME) {
      throw new CommandException(
          ExitStatus.USAGE,
          "--name: expected at most %d characters, found %d".formatted(MAX_NAME, name.length()));
    }
    EventSink sink = events.sink();
    events.watchStdin();
    Hosts.NetworkInput input = new Hosts.NetworkInput();
    try (Machine machine = options.machine();
        NetworkOptions.Network network = networkOptions.attach(input);
        ConsoleOptions.Console console = consoleOptions.open(events.json(), sink);
        FlagClaimer claimer = pair.claimer(sink);
        Tracing tracing = Tracing.to(pair.trace(), sink)) {
      Pairing own = options.pairing(name, machine);
      tracing.begin(own, Role.PRIMARY, options.hint());
      Hosts.Parts parts =
          new Hosts.Parts(
              machine,
              own,
              pair.settings(),
              input,
              network.world(console),
              claimer,
              new MilestoneEvents(sink));
      run(parts, tracing, console, sink);
      return DeathNotice.of(machine, sink);
    }
  }

  private void run(
      Hosts.Parts parts, Tracing tracing, ConsoleOptions.Console console, EventSink sink)
      throws InterruptedException {
    try (RunningReplica replica =
            Hosts.primary(parts, backup, Duration.ofSeconds(patienceSeconds), tracing.sink());
        ReplicaWatch watch = new ReplicaWatch(replica, sink)) {
      sink.accept(
          Event.ready(
              "primary of " + parts.own().machine() + ", process " + ProcessHandle.current().pid(),
              0));
      console.readInto(replica);
      watch.awaitEnd();
    } catch (IOException e) {
      throw new CommandException(ExitStatus.UNREACHABLE, e.getMessage(), e);
    }
  }
}
