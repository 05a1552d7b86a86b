package vmft.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.tas.raft.CannotServeException;
import vmft.tas.raft.FlagGroup;
import vmft.tas.raft.FlagServer;

/** Runs one replica of test-and-set, until the process ends. */
@Command(
    name = "tas",
    description = "One replica of the test-and-set service that decides who may go live.",
    mixinStandardHelpOptions = true)
final class TasCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(names = "--id", required = true, description = "Which member of the group this is.")
  private String id;

  @Option(
      names = "--group",
      required = true,
      paramLabel = "ID=HOST:PORT,…",
      converter = FlagGroupConverter.class,
      description = "All replicas: an odd number, at least three; the same list everywhere.")
  private FlagGroup group;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "Where it keeps the flags; with it goes the memory of who won.")
  private Path directory;

  @Mixin private EventOptions events;

  @Override
  public Integer call() throws InterruptedException {
    EventSink sink = events.sink();
    events.watchStdin();
    try (FlagServer server = FlagServer.start(group, id, directory)) {
      announce(sink, server);
      String reason = server.stopped().toCompletableFuture().join();
      throw new CommandException(ExitStatus.FAILED, "test-and-set " + id + ": " + reason);
    } catch (CannotServeException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    } catch (CompletionException e) {
      throw new CommandException(ExitStatus.FAILED, "test-and-set " + id + ": " + e, e);
    }
  }

  private void announce(EventSink sink, FlagServer server) throws InterruptedException {
    while (!server.awaitReady(PATIENCE)) {
      sink.accept(
          Event.note("test-and-set " + id + " waits for a majority of " + group + "; going on"));
    }
    sink.accept(
        Event.ready("test-and-set " + id + " listens on port " + server.port(), server.port()));
  }
}
