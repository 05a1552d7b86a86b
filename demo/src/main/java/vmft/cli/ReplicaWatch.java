package vmft.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.protocol.ReplicaState;
import vmft.replica.ReplicaStatus;
import vmft.replica.host.RunningReplica;

/** Samples a replica's status for whoever watches, and turns its end into an exit code. */
final class ReplicaWatch implements AutoCloseable {
  private static final long SAMPLE_MILLIS = 200;

  private final RunningReplica replica;
  private final EventSink events;
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "status");
            thread.setDaemon(true);
            return thread;
          });

  ReplicaWatch(RunningReplica replica, EventSink events) {
    this.replica = replica;
    this.events = events;
    var unused =
        sampler.scheduleAtFixedRate(
            this::sample, SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sample() {
    events.accept(
        Event.status(replica.status(), replica.channelBytes(), replica.channelBytesSent()));
  }

  /** Waits for the replica's end: that of the machine. A replica that halted ends with an error. */
  void awaitEnd() throws InterruptedException {
    ReplicaStatus end = replica.awaitEnd();
    sample();
    if (end.state() == ReplicaState.HALTED) {
      throw new CommandException(exitStatus(end.reason()), end.reason());
    }
  }

  private static ExitStatus exitStatus(String reason) {
    return reason.startsWith("diverged") ? ExitStatus.DIVERGED : ExitStatus.UNREACHABLE;
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
