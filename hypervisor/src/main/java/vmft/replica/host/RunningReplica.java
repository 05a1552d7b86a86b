package vmft.replica.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import vmft.console.ConsoleState;
import vmft.console.Keyboard;
import vmft.replica.Input;
import vmft.replica.Replica;
import vmft.replica.ReplicaStatus;

/**
 * A replica at work on this host: its thread and everything that has to be closed with it. All
 * methods are for any thread.
 */
public final class RunningReplica implements AutoCloseable {
  private final Replica replica;
  private final ReplicaAgent agent;
  private final LongSupplier channelBytesSent;
  private final LongSupplier channelBytesReceived;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  /**
   * @param channelBytesSent by this side on the logging channel so far, framing included
   * @param channelBytesReceived by this side on the logging channel so far, framing included
   */
  RunningReplica(
      Replica replica,
      ReplicaAgent agent,
      LongSupplier channelBytesSent,
      LongSupplier channelBytesReceived) {
    this.channelBytesSent = channelBytesSent;
    this.channelBytesReceived = channelBytesReceived;
    this.replica = replica;
    this.agent = agent;
  }

  /** Closed with the replica, the last one first. */
  RunningReplica alsoCloses(AutoCloseable resource) {
    resources.push(resource);
    return this;
  }

  public ReplicaStatus status() {
    return agent.status();
  }

  /** Bytes on the logging channel so far, both ways, framing included. */
  public long channelBytes() {
    return channelBytesSent() + channelBytesReceived.getAsLong();
  }

  /** Bytes that this side has sent on the logging channel so far, framing included. */
  public long channelBytesSent() {
    return channelBytesSent.getAsLong();
  }

  public void input(Input input) {
    agent.deposit((to, now) -> to.onInput(input));
  }

  /** For consoles elsewhere. */
  public Keyboard keyboard() {
    return (position, bytes, answer) ->
        agent.deposit(
            (to, now) -> {
              long before = to.console().end();
              to.onInput(new Input.ConsoleText(position, bytes));
              ConsoleState state = to.console();
              answer.accept(state.end() > before, state);
            });
  }

  /**
   * Waits for the end of the machine or of this side's part in it.
   *
   * @return the final status
   * @throws IllegalStateException if the replica's thread failed
   */
  public ReplicaStatus awaitEnd() throws InterruptedException {
    agent.awaitEnd();
    return agent.status();
  }

  /** Why it is in its state; one line. Only after {@link #awaitEnd}. */
  public String reason() {
    return replica.reason();
  }

  @Override
  public void close() {
    agent.close();
    while (!resources.isEmpty()) {
      closeQuietly(resources.pop());
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + resource, e);
    }
  }
}
