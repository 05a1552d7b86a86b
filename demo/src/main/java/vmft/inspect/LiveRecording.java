package vmft.inspect;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import vmft.log.LogEntry;
import vmft.log.LogEntry.Command;
import vmft.machine.Machine;
import vmft.replay.DigestSchedule;
import vmft.replica.Input;
import vmft.replica.host.Hosts;
import vmft.replica.host.RunningReplica;
import vmft.replica.host.World;

/** Runs a guest live, with real timers and random input, and records what happens to it. */
public final class LiveRecording {
  private final DigestSchedule digests;
  private final RandomInput input;
  private final Duration limit;

  /**
   * @param limit the guest is switched off after this time, if it has not done so itself
   */
  public LiveRecording(DigestSchedule digests, RandomInput input, Duration limit) {
    this.digests = digests;
    this.input = input;
    this.limit = limit;
  }

  /**
   * Runs to the guest's end. Input arrives on the caller's thread, the guest runs on one of its
   * own.
   *
   * @param machine just made
   * @param epochNanos wall clock now, in nanoseconds since 1970 UTC
   * @param trace told of every log entry, in order
   */
  public void run(Machine machine, long epochNanos, Consumer<LogEntry> trace)
      throws InterruptedException {
    try (RunningReplica replica =
        Hosts.alone(
            machine,
            epochNanos,
            World.withoutNetwork(bytes -> {}),
            new Hosts.NetworkInput(),
            trace,
            digests,
            milestone -> {})) {
      long end = System.nanoTime() + limit.toNanos();
      while (!replica.status().state().isFinal() && System.nanoTime() < end) {
        replica.input(input.next());
        LockSupport.parkNanos(Math.min(input.pauseNanos(), end - System.nanoTime()));
      }
      replica.input(new Input.Operator(Command.POWER_OFF));
      replica.awaitEnd();
    }
  }
}
