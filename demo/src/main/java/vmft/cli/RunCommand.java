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
import vmft.protocol.ProtocolSettings;
import vmft.replay.DigestSchedule;
import vmft.replica.host.Hosts;
import vmft.replica.host.RunningReplica;
import vmft.trace.TraceHeader.Role;

/** Runs a guest without protection, until it switches itself off. */
@Command(
    name = "run",
    description = "Run a guest alone, without a backup.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int FULL_EACH = 16;

  /**
   * The guest runs at least so many instructions for each byte of a digest with memory: about a
   * hundred times as long as the digest takes.
   */
  private static final long INSTRUCTIONS_PER_BYTE = 4;

  @Mixin private MachineOptions options;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private ConsoleOptions consoleOptions;
  @Mixin private EventOptions events;

  @Option(names = "--trace", paramLabel = "FILE", description = "Record the log into a trace file.")
  private Path trace;

  @Option(
      names = "--digest-every",
      paramLabel = "N",
      defaultValue = "" + ProtocolSettings.DEFAULT_DIGEST_EVERY,
      description =
          "Record a digest of registers and devices each so many instructions, and less often as"
              + " the run gets longer, now and then and at power-off one with memory, for replays to"
              + " compare; 0 for none (default ${DEFAULT-VALUE}).")
  private long digestEvery;

  @Override
  public Integer call() throws InterruptedException {
    EventSink sink = events.sink();
    events.watchStdin();
    Hosts.NetworkInput input = new Hosts.NetworkInput();
    try (Machine machine = options.machine();
        NetworkOptions.Network network = networkOptions.attach(input);
        ConsoleOptions.Console console = consoleOptions.open(events.json(), sink);
        Tracing tracing = Tracing.to(trace, sink)) {
      Pairing self = options.pairing("alone", machine);
      tracing.begin(self, Role.ALONE, options.hint());
      try (RunningReplica replica =
          Hosts.alone(
              machine,
              self.powerOnEpochNanos(),
              network.world(console),
              input,
              tracing.sink(),
              digests(),
              new MilestoneEvents(sink))) {
        console.readInto(replica);
        replica.awaitEnd();
        return DeathNotice.of(machine, sink);
      }
    }
  }

  /** Nobody compares digests of a run that is not recorded. */
  private DigestSchedule digests() {
    if (digestEvery < 0) {
      throw new CommandException(
          ExitStatus.USAGE, "--digest-every: expected 0 or more, found " + digestEvery);
    }
    return trace == null
        ? DigestSchedule.OFF
        : DigestSchedule.growingFrom(digestEvery)
            .withFullEach(FULL_EACH)
            .withFullDistance(INSTRUCTIONS_PER_BYTE * options.config().memoryBytes());
  }
}
