package vmft.protocol;

import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.replay.Output;

/** What the protocol wants done; values, carried out by the replica in the order given. */
public sealed interface Action {

  /** Send over the logging channel. */
  record Send(Message message) implements Action {}

  /** Send a sign of life over UDP. */
  record Beat(Heartbeat heartbeat) implements Action {}

  /**
   * Let an output go to the world.
   *
   * @param validUntil monotonic nanoseconds after which it must not leave any more, because another
   *     replica may be live by then; {@link Long#MAX_VALUE} for always
   */
  record Release(Output output, long validUntil) implements Action {}

  /** An output has left the primary; this side, its backup, need not repeat it. */
  record Forget(Output output) implements Action {}

  /** Ask test-and-set for the flag of this machine and generation. */
  record Claim() implements Action {}

  /** Close the logging channel; {@code reason} is for the log of events. */
  record CloseChannel(String reason) implements Action {}

  /**
   * This replica is live from now on: take events from outside, and announce the machine's network
   * address from here (R5.5).
   */
  record GoLive() implements Action {}
}
