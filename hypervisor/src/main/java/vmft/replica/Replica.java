package vmft.replica;

import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.console.ConsoleState;
import vmft.protocol.ReplicaState;
import vmft.tas.TestAndSet.Verdict;

/**
 * One side of a protected machine, advanced turn by turn. Never blocks. Confined to one thread;
 * whoever receives messages, frames or verdicts on other threads deposits them for it.
 *
 * <p>All times are monotonic nanoseconds and never decrease from call to call.
 */
public interface Replica {

  void onMessage(Message message, long now);

  void onHeartbeat(Heartbeat heartbeat, long now);

  void onChannelClosed(String reason, long now);

  void onVerdict(Verdict verdict, long now);

  /**
   * What arrives from the world: frames, console bytes, operator's commands. On a backup it goes
   * nowhere (R2.3) until it is live.
   */
  void onInput(Input input);

  /**
   * One turn of the duty cycle: does what is due, lets the guest run to its next stop, sends what
   * came of it.
   *
   * @return when the next turn is due at the latest; {@code now} or earlier for at once
   */
  long turn(long now);

  /** How far the machine is with what is typed. */
  ConsoleState console();

  ReplicaStatus status(long now);

  ReplicaState state();

  /** Why it is in this state; one line. */
  String reason();
}
