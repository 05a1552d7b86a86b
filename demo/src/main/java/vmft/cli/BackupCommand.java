package vmft.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.channel.HostAndPort;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.event.MilestoneEvents;
import vmft.machine.Machine;
import vmft.replica.host.FlagClaimer;
import vmft.replica.host.Hosts;
import vmft.trace.TraceHeader.Role;

/** Runs the backup of a protected machine. */
@Command(
    name = "backup",
    description = "Wait for a primary, follow it, and take its machine over when it fails.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Mixin private MachineOptions options;
  @Mixin private PairOptions pair;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private ConsoleOptions consoleOptions;
  @Mixin private EventOptions events;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7200",
      converter = HostAndPortConverter.class,
      description =
          "Where the primary connects: TCP for the log, UDP for heartbeats (default"
              + " ${DEFAULT-VALUE}; port 0 chooses one).")
  private HostAndPort listen;

  @Override
  public Integer call() throws InterruptedException {
    EventSink sink = events.sink();
    events.watchStdin();
    Hosts.NetworkInput input = new Hosts.NetworkInput();
    try (Machine machine = options.machine();
        NetworkOptions.Network network = networkOptions.attach(input);
        ConsoleOptions.Console console = consoleOptions.open(events.json(), sink);
        FlagClaimer claimer = pair.claimer(sink);
        Tracing tracing = Tracing.to(pair.trace(), sink)) {
      Hosts.Parts parts =
          new Hosts.Parts(
              machine,
              options.pairing("backup", machine),
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
    try (Hosts.RunningBackup backup =
            Hosts.backup(
                parts,
                listen,
                pairing -> {
                  tracing.begin(pairing, Role.BACKUP, options.hint());
                  return tracing.sink();
                });
        ReplicaWatch watch = new ReplicaWatch(backup.replica(), sink)) {
      sink.accept(
          Event.ready(
              "backup waits for a primary at "
                  + new HostAndPort(listen.host(), backup.port())
                  + ", process "
                  + ProcessHandle.current().pid(),
              backup.port()));
      console.readInto(backup.replica());
      watch.awaitEnd();
    } catch (IOException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }
}
