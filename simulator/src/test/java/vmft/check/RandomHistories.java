package vmft.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import vmft.check.Answer.Status;

/**
 * Histories of a true store with concurrent clients: each operation takes effect at one random
 * moment while it is under way.
 */
final class RandomHistories {
  private final Random random;
  private final Map<Long, Long> store = new HashMap<>();

  RandomHistories(long seed) {
    random = new Random(seed);
  }

  /**
   * Operations in the order of their effect, each spread around it at random.
   *
   * @param spread how far an operation reaches beyond its effect; neighbours are 10 apart
   * @param lossPercent how many answers nobody sees
   */
  History history(int operations, int keys, int spread, int lossPercent) {
    History history = new History();
    for (int i = 0; i < operations; i++) {
      long effect = 1_000L + i * 10L;
      long invoked = effect - random.nextInt(spread + 1);
      Request request = request(random.nextInt(keys));
      Answer answer = apply(request, effect + random.nextInt(spread + 1));
      boolean lost = random.nextInt(100) < lossPercent;
      history.record(
          new Operation(i, 1, request, invoked, lost ? Optional.empty() : Optional.of(answer), 0));
    }
    return history;
  }

  private Request request(long key) {
    return switch (random.nextInt(6)) {
      case 0 -> Request.put(key, random.nextInt(4));
      case 1, 2 -> Request.add(key, 1 + random.nextInt(3));
      case 3 -> Request.cas(key, random.nextInt(4), random.nextInt(4));
      case 4 -> Request.token(key);
      default -> Request.get(key);
    };
  }

  private Answer apply(Request request, long answered) {
    Optional<Long> found = Optional.ofNullable(store.get(request.key()));
    long previous = found.orElse(0L);
    switch (request.kind()) {
      case PUT -> store.put(request.key(), request.value());
      case ADD -> store.put(request.key(), previous + request.value());
      case TOKEN -> store.put(request.key(), random.nextLong());
      case GET, TIME -> {
        if (found.isEmpty()) {
          return new Answer(answered, Status.NOT_FOUND, 0, 0);
        }
      }
      case CAS -> {
        if (found.isEmpty()) {
          return new Answer(answered, Status.NOT_FOUND, 0, 0);
        }
        if (previous != request.expected()) {
          return new Answer(answered, Status.CAS_FAILED, previous, previous);
        }
        store.put(request.key(), request.value());
      }
    }
    return new Answer(answered, Status.OK, store.get(request.key()), previous);
  }
}
