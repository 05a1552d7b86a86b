package vmft.net;

import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The decisions of a learning Ethernet switch: a frame came in on a port, which ports does it leave
 * by? Confined to one thread.
 *
 * <p>It learns from every source address, so a gratuitous ARP (in truth any frame) from a new port
 * moves the address there at once. What it does not know it floods. Replicas show it {@linkplain
 * FencingToken tokens}; a port whose token has been superseded is fenced: nobody hears it; and the
 * one that supersedes it is given what the other may have missed.
 */
public final class SwitchCore {
  /** As Linux bridges do by default. */
  private static final long LIFETIME_MILLIS = 300_000;

  /** Far more than the hosts of a demonstration; 4096 entries are a few hundred kilobytes. */
  private static final int CAPACITY = 4096;

  private final MacTable table = new MacTable(CAPACITY, LIFETIME_MILLIS);
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final Fence fence = new Fence();
  private final Handover handover = new Handover();

  public void attach(int port) {
    ports.add(port);
  }

  /** Removes the port and forgets the addresses behind it. */
  public void detach(int port) {
    ports.remove(port);
    table.forget(port);
    fence.detach(port);
    handover.detach(port);
  }

  /** Whether nobody is to hear what this port sends, for a newer holder of its machine is here. */
  public boolean isFenced(int port) {
    return !fence.admits(port);
  }

  /**
   * A replica shows that it may speak, and that those with lower epochs may no more.
   *
   * @param nowMillis of a clock that does not run backwards
   * @return frames to send out by this port at once, oldest first: if it takes a machine over, what
   *     was sent to that machine lately, for the former holder may not have had the time for it
   */
  public List<byte[]> show(int port, FencingToken token, long nowMillis) {
    fence.show(port, token);
    ports.stream().filter(this::isFenced).forEach(table::forget);
    return handover.show(port, token, nowMillis);
  }

  /**
   * Takes a frame in and learns from it; a fenced port's goes nowhere and teaches nothing.
   *
   * @param frame long enough to be one, see {@link EthernetFrame#isFrame}
   * @param nowMillis of a clock that does not run backwards
   * @return the ports to send it out by, in ascending order, never {@code port} itself
   */
  public List<Integer> forward(int port, byte[] frame, long nowMillis) {
    if (isFenced(port)) {
      return List.of();
    }
    MacAddress source = EthernetFrame.sourceOf(frame);
    if (!source.isMulticast()) {
      table.learn(source, port, nowMillis);
      handover.heard(port, source);
    }
    MacAddress destination = EthernetFrame.destinationOf(frame);
    handover.sent(destination, frame, nowMillis);
    OptionalInt known =
        destination.isMulticast() ? OptionalInt.empty() : table.portOf(destination, nowMillis);
    return ports.stream()
        .filter(out -> out != port && (known.isEmpty() || known.getAsInt() == out))
        .toList();
  }
}
