package vmft.demo.kv;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import vmft.check.Operation;
import vmft.check.Request;

/**
 * The random requests of one client: all operations, over a few keys for which all clients compete,
 * and now and then a keepsake: a token under a key that nobody ever writes again. Pure; confined to
 * one thread.
 */
final class RequestMix {
  /** Keepsakes have keys from here on; the client's number stands in the upper half. */
  private static final long FIRST_KEEPSAKE_KEY = 1L << 48;

  /** For each client, so that they all fit into the store's 65536 keys. */
  private static final int MAX_KEEPSAKES = 2_000;

  private final Random random;
  private final int keys;
  private final long firstKeepsake;
  private final Map<Long, Long> lastSeen = new HashMap<>();
  private int keepsakes;

  /**
   * @param clientNumber 0 to 29, counted within one workload
   * @param keys how many are competed for
   */
  RequestMix(long seed, int clientNumber, int keys) {
    this.random = new Random(seed * 31 + clientNumber);
    this.keys = keys;
    this.firstKeepsake = FIRST_KEEPSAKE_KEY + ((long) clientNumber << 32);
  }

  static boolean isKeepsake(Request request) {
    return request.kind() == Request.Kind.TOKEN && request.key() >= FIRST_KEEPSAKE_KEY;
  }

  Request next() {
    long key = random.nextInt(keys);
    int dice = random.nextInt(100);
    if (dice < 25) {
      return Request.get(key);
    } else if (dice < 40) {
      return Request.put(key, random.nextInt(1_000));
    } else if (dice < 65) {
      return Request.add(key, 1 + random.nextInt(100));
    } else if (dice < 80) {
      return Request.cas(key, lastSeen.getOrDefault(key, 0L), random.nextInt(1_000));
    } else if (dice < 85) {
      return Request.token(key);
    } else if (dice < 92 && keepsakes < MAX_KEEPSAKES) {
      return Request.token(firstKeepsake + keepsakes++);
    }
    return Request.time();
  }

  /** Remembers the value last seen, so that a CAS has a chance. */
  void observe(Operation operation) {
    operation.answer().ifPresent(answer -> lastSeen.put(operation.request().key(), answer.value()));
  }
}
