package vmft.net;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps former holders of a machine from being heard. A primary can stand still between its last
 * look at the clock and the system call that sends a frame, or its frame can lie in a socket
 * meanwhile: no check of the sender's can close that gap, so it is closed where the frames of both
 * sides meet.
 *
 * <p>Ports that never show a token are no replicas, and free to speak. Confined to one thread.
 */
final class Fence {
  /** The newest epoch of so many machines is remembered, also while none of their ports is here. */
  static final int MAX_MACHINES = 1024;

  private final Map<Integer, FencingToken> tokens = new HashMap<>();

  /** In order of the last token shown, the longest ago first. */
  private final Map<String, Long> newest = new LinkedHashMap<>();

  /** The port speaks with this token from now on. The same token again changes nothing. */
  void show(int port, FencingToken token) {
    tokens.put(port, token);
    Long before = newest.remove(token.machine());
    if (newest.size() == MAX_MACHINES) {
      newest.remove(newest.keySet().iterator().next());
    }
    newest.put(token.machine(), before == null ? token.epoch() : Math.max(before, token.epoch()));
  }

  /** Whether what this port sends may be heard by others. */
  boolean admits(int port) {
    FencingToken token = tokens.get(port);
    return token == null || token.epoch() >= newest.getOrDefault(token.machine(), 0L);
  }

  /** The port is gone; what its token has said of the machine stays true. */
  void detach(int port) {
    tokens.remove(port);
  }
}
