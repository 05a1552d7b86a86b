package vmft.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was lately sent to a machine, for whoever takes it over. A frame that the former
 * holder had received and not yet put into its log died with it, and so did those that came while
 * nobody was there. The sender would send them again, but only after its own patience, which is 200
 * ms and more with TCP, and 2 s with passt. So the successor gets them from the switch as soon as
 * it shows its token.
 *
 * <p>Among them are frames that the machine has seen. Networks repeat frames, and TCP drops what it
 * has; the machine that takes over answers an old segment as any host does.
 *
 * <p>Confined to one thread; times are milliseconds of a clock that does not run backwards.
 */
final class Handover {
  /**
   * As long as a takeover may take with some margin; older ones their senders repeat themselves.
   */
  static final long MAX_AGE_MILLIS = 2_000;

  /** Of one address. Some hundred requests that are under way at the same time. */
  static final int MAX_FRAMES = 256;

  /** As many as machines that one switch serves, and more; the longest unseen makes room. */
  static final int MAX_ADDRESSES = 64;

  private final Map<Integer, String> machines = new HashMap<>();
  private final Map<String, Holder> holders = new LinkedHashMap<>();
  private final Map<MacAddress, Mailbox> mailboxes = new LinkedHashMap<>();

  private record Holder(long epoch, int port) {}

  private record Kept(byte[] frame, long atMillis) {}

  private record Mailbox(String machine, Deque<Kept> frames) {}

  /**
   * A port shows a token.
   *
   * @return what it is to be sent now, oldest first; nothing unless it takes a machine over from
   *     another port
   */
  List<byte[]> show(int port, FencingToken token, long nowMillis) {
    machines.put(port, token.machine());
    Holder before = holders.get(token.machine());
    if (before != null && token.epoch() <= before.epoch) {
      return List.of();
    }
    holders.remove(token.machine());
    makeRoom(holders, MAX_ADDRESSES);
    holders.put(token.machine(), new Holder(token.epoch(), port));
    return before == null || before.port == port ? List.of() : take(token.machine(), nowMillis);
  }

  private List<byte[]> take(String machine, long nowMillis) {
    List<byte[]> frames = new ArrayList<>();
    for (Mailbox mailbox : mailboxes.values()) {
      if (mailbox.machine.equals(machine)) {
        mailbox.frames.stream()
            .filter(kept -> nowMillis - kept.atMillis <= MAX_AGE_MILLIS)
            .forEach(kept -> frames.add(kept.frame));
        mailbox.frames.clear();
      }
    }
    return frames;
  }

  /** A frame came from this address behind this port. */
  void heard(int port, MacAddress source) {
    String machine = machines.get(port);
    if (machine == null) {
      return;
    }
    Mailbox known = mailboxes.get(source);
    if (known == null || !known.machine.equals(machine)) {
      mailboxes.remove(source);
      makeRoom(mailboxes, MAX_ADDRESSES);
      mailboxes.put(source, new Mailbox(machine, new ArrayDeque<>()));
    }
  }

  /** A frame goes to this address, wherever that is. */
  void sent(MacAddress destination, byte[] frame, long nowMillis) {
    Mailbox mailbox = mailboxes.get(destination);
    if (mailbox != null) {
      mailbox.frames.add(new Kept(frame, nowMillis));
      if (mailbox.frames.size() > MAX_FRAMES) {
        mailbox.frames.remove();
      }
    }
  }

  /** The port is gone; what was sent to its machine is kept for a successor. */
  void detach(int port) {
    machines.remove(port);
  }

  /** Removes the entry that has been there for the longest time, if the map is full. */
  private static <K, V> void makeRoom(Map<K, V> map, int capacity) {
    if (map.size() == capacity) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
