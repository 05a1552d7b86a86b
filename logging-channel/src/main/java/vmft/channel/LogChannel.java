package vmft.channel;

/**
 * One connection between a primary and a backup: messages in order, each checked (R4.4). All
 * methods may be called from any thread and none of them waits.
 */
public interface LogChannel {

  /**
   * Sends a message and flushes at once; messages arrive in the order of these calls. On a closed
   * channel it is dropped: the listener has been told or is about to be.
   *
   * <p>A sender that goes on although {@link #isWritable()} is false, until many times as much
   * waits, finds the channel closed: memory stays bounded whatever happens.
   *
   * @throws IllegalArgumentException if the message does not fit into a frame of a mebibyte
   */
  void send(Message message);

  /**
   * Whether the channel can take more. If not, hold back until {@link Listener#onWritable()}: that
   * is how a slow peer or network reaches the guest (R4.1).
   */
  boolean isWritable();

  /** Bytes handed to {@link #send} that the operating system has not taken yet. */
  long queuedBytes();

  /**
   * Reads no more from the peer, so that its sends come to a halt. Messages of at most about a
   * mebibyte that have been read already may still arrive. A close by the peer is not noticed while
   * paused.
   */
  void pauseReading();

  /** Reads again. */
  void resumeReading();

  /** Bytes received, framing included. */
  long bytesReceived();

  /** Bytes that the operating system has taken, framing included. */
  long bytesSent();

  /** {@link System#nanoTime()} of the last frame received; of the beginning if there was none. */
  long lastReceivedNanos();

  /** The other end's address, for people. */
  String peer();

  /**
   * Closes the channel when what was sent before has left, but within a second. No message reaches
   * the listener any more. The first reason given is the one that counts.
   *
   * @param reason one line
   */
  void close(String reason);

  /**
   * What happens on a channel. Called on the channel's own thread, one call at a time: it must only
   * deposit what it gets and return.
   */
  interface Listener {
    /** A checked message; in the order in which the peer sent them. */
    void onMessage(Message message);

    /** After the channel could not take more, it can again. */
    default void onWritable() {}

    /**
     * The channel is closed, by whichever side; called once, after the last message.
     *
     * @param reason one line
     */
    void onClosed(String reason);
  }
}
