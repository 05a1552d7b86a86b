package vmft.replica;

import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.net.FencingToken;
import vmft.replay.Output;

/**
 * Everything through which a replica reaches the outside. Called on the replica's thread; an
 * implementation hands over and returns, it never blocks.
 */
public interface ReplicaPorts {

  /** Sends over the logging channel; a message to a closed channel is dropped. */
  void send(Message message);

  void sendHeartbeat(Heartbeat heartbeat);

  /** Closes the logging channel for good. */
  void closeChannel(String reason);

  /** Stops or resumes reading from the logging channel: its flow control reaches the sender. */
  void readChannel(boolean enabled);

  /**
   * Whether the channel can take more; if not, the guest waits (R4.1). Says nothing once the
   * channel is closed.
   */
  boolean channelWritable();

  /** Asks test-and-set; the verdict comes back to {@link Replica#onVerdict}. */
  void claimFlag();

  /**
   * Lets an output go to the world.
   *
   * @param validUntil monotonic nanoseconds; a frame that is still on its way through this host
   *     then is dropped, as a network drops frames, because another replica may be live by then
   */
  void emit(Output output, long validUntil);

  /**
   * This replica speaks for the machine from now on: a switch that can tell is to let no former
   * holder be heard any more. Before the first frame, and only by who may speak.
   */
  void speakWith(FencingToken token);

  /** An output of the machine has left the other replica, before any that leaves here. */
  void emittedElsewhere(Output output);

  /**
   * Makes the network deliver the machine's frames to this place from now on (R5.5).
   *
   * @param gratuitousArp the frame that does so
   */
  void announceAddress(byte[] gratuitousArp);

  /** Random bytes of the host for the guest. */
  byte[] randomBytes(int count);

  /**
   * The guest is about to run: it must be asked to stop no later than {@code deadline} (monotonic
   * nanoseconds), or when something is deposited.
   */
  void stopGuestAt(long deadline);

  /** Something worth telling an operator happened; on the replica's thread. */
  void milestone(Milestone milestone);
}
