package vmft.sim;

import static vmft.sim.EventQueue.MICROSECOND;
import static vmft.sim.EventQueue.MILLISECOND;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import vmft.channel.ChannelException;
import vmft.channel.FrameDecoder;
import vmft.channel.FrameEncoder;
import vmft.channel.Message;
import vmft.channel.Message.Batch;
import vmft.log.Generation;

/** One direction of the log channel. */
final class Pipe {
  /** Bytes under way beyond which the sender is told to wait. */
  private static final long WINDOW = 4 << 10;

  private static final int MESSAGE_OVERHEAD = 32;

  /** Where the pipe ends. */
  interface Receiver {
    /**
     * @param taken to be called when the message has been read out of the socket's buffer
     */
    void arrived(Message message, Runnable taken);

    void ended(String reason);

    /** There is room again for the sender. */
    void drained();
  }

  /** On its way; without message it is the end of the stream. */
  private record Transit(long at, Message message, byte[] frame, String end) {}

  private final EventQueue time;
  private final Side to;
  private final Conditions conditions;
  private final SimRandom random;
  private final Receiver receiver;
  private final FrameEncoder encoder;
  private final FrameDecoder decoder = new FrameDecoder(Generation.FIRST);
  private final Deque<Transit> underWay = new ArrayDeque<>();
  private boolean reading = true;
  private boolean open = true;
  private long outstandingBytes;
  private long lastArrival;

  /**
   * @param framed whether messages travel as the bytes of real frames
   */
  Pipe(
      Side to,
      EventQueue time,
      Conditions conditions,
      SimRandom random,
      boolean framed,
      Receiver receiver) {
    this.to = to;
    this.time = time;
    this.conditions = conditions;
    this.random = random;
    this.encoder = framed ? new FrameEncoder(Generation.FIRST) : null;
    this.receiver = receiver;
  }

  void push(Message message) {
    outstandingBytes += sizeOf(message);
    byte[] frame = encoder == null ? null : encoder.encode(message);
    enqueue(new Transit(arrival(), message, frame, null));
  }

  void pushEnd(String reason) {
    enqueue(new Transit(arrival(), null, null, reason));
  }

  private long arrival() {
    long most = random.chance(3) ? 10 * MILLISECOND : 400 * MICROSECOND;
    if (conditions.channelSlow(to)) {
      most = 100 * MILLISECOND;
    }
    lastArrival = Math.max(lastArrival, time.now() + random.between(30 * MICROSECOND, most));
    return lastArrival;
  }

  private void enqueue(Transit transit) {
    underWay.addLast(transit);
    time.at(transit.at(), this::pump);
  }

  /** Delivers what has arrived, as long as the line carries and the receiver reads. */
  void pump() {
    while (open
        && reading
        && conditions.channelCarries()
        && !underWay.isEmpty()
        && underWay.peekFirst().at() <= time.now()) {
      deliver(underWay.removeFirst());
    }
  }

  private void deliver(Transit transit) {
    if (transit.message() == null) {
      end(transit.end());
    } else {
      long bytes = sizeOf(transit.message());
      receiver.arrived(decoded(transit), () -> taken(bytes));
    }
  }

  private Message decoded(Transit transit) {
    if (transit.frame() == null) {
      return transit.message();
    }
    try {
      return decoder.decode(ByteBuffer.wrap(transit.frame())).orElseThrow();
    } catch (ChannelException e) {
      throw new Violation("what is encoded can be decoded", e.getMessage());
    }
  }

  private void taken(long bytes) {
    boolean full = !hasRoom();
    outstandingBytes -= bytes;
    if (full && hasRoom()) {
      receiver.drained();
    }
  }

  private static int sizeOf(Message message) {
    return MESSAGE_OVERHEAD + (message instanceof Batch batch ? batch.entries().length : 0);
  }

  boolean hasRoom() {
    return outstandingBytes < WINDOW;
  }

  void read(boolean enabled) {
    reading = enabled;
    pump();
  }

  /** The receiver is told that nothing more comes. */
  void end(String reason) {
    if (open) {
      shut();
      receiver.ended(reason);
    }
  }

  /** The receiver takes nothing more. */
  void shut() {
    open = false;
    clear();
  }

  boolean isOpen() {
    return open;
  }

  void clear() {
    underWay.clear();
    outstandingBytes = 0;
  }
}
