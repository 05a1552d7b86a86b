package vmft.net.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import vmft.net.IcmpEcho;

/** Echo requests under way, told apart by their sequence number. Thread-safe. */
final class Pings {
  private final AtomicInteger lastSequence = new AtomicInteger();
  private final Map<Integer, CountDownLatch> underWay = new ConcurrentHashMap<>();

  /** A request that {@link #onReply} will recognise; {@link #forget} it in the end. */
  IcmpEcho next(int identifier) {
    int sequence = lastSequence.incrementAndGet() & 0xffff;
    underWay.put(sequence, new CountDownLatch(1));
    return new IcmpEcho(IcmpEcho.Kind.REQUEST, identifier, sequence, new byte[32]);
  }

  CountDownLatch answerOf(IcmpEcho request) {
    return underWay.get(request.sequence());
  }

  void onReply(IcmpEcho reply) {
    CountDownLatch answer = underWay.get(reply.sequence());
    if (answer != null) {
      answer.countDown();
    }
  }

  void forget(IcmpEcho request) {
    underWay.remove(request.sequence());
  }
}
