package vmft.cli;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.protocol.ProtocolSettings;
import vmft.replica.host.FlagClaimer;
import vmft.tas.raft.FlagGroup;
import vmft.tas.raft.RaftTestAndSet;

/** What both replicas of a pair are told. */
final class PairOptions {
  @Option(
      names = "--tas",
      required = true,
      paramLabel = "ID=HOST:PORT,…",
      converter = FlagGroupConverter.class,
      description = "The replicas of test-and-set, as 'vmft tas' was given them.")
  private FlagGroup group;

  @Option(
      names = "--silence-limit",
      paramLabel = "MS",
      defaultValue = "" + ProtocolSettings.DEFAULT_SILENCE_MILLIS,
      description =
          "Silence of the other side after which it is suspected, in milliseconds, 60 to 60000"
              + " (default ${DEFAULT-VALUE}). The same on both sides.")
  private int silenceLimit;

  @Option(
      names = "--digest-every",
      paramLabel = "N",
      defaultValue = "" + ProtocolSettings.DEFAULT_DIGEST_EVERY,
      description =
          "Compare digests of registers and devices each so many instructions, and less often as"
              + " the run gets longer; 0 for never (default ${DEFAULT-VALUE}).")
  private long digestEvery;

  @Option(names = "--trace", paramLabel = "FILE", description = "Record the log into a trace file.")
  private Path trace;

  @Option(
      names = "--full-digest-each",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Each so many digests compare one with memory, which stops the guest for some milliseconds;"
              + " 0 for none but the one at power-off (default ${DEFAULT-VALUE}).")
  private int fullDigestEach;

  ProtocolSettings settings() {
    if (silenceLimit < 60 || silenceLimit > 60_000) {
      throw new CommandException(
          ExitStatus.USAGE, "--silence-limit: expected 60 to 60000, found " + silenceLimit);
    }
    if (digestEvery < 0) {
      throw new CommandException(
          ExitStatus.USAGE, "--digest-every: expected 0 or more, found " + digestEvery);
    }
    if (fullDigestEach < 0) {
      throw new CommandException(
          ExitStatus.USAGE, "--full-digest-each: expected 0 or more, found " + fullDigestEach);
    }
    return ProtocolSettings.withSilenceLimit(silenceLimit).withDigests(digestEvery, fullDigestEach);
  }

  FlagClaimer claimer(EventSink events) {
    return new FlagClaimer(
        new RaftTestAndSet(group),
        Duration.ofNanos(settings().claimDeadline()),
        note -> events.accept(Event.note(note)));
  }

  Path trace() {
    return trace;
  }
}
