package vmft.check;

import java.util.Optional;
import vmft.check.Answer.Status;

/** Writes histories operation by operation. Times are in arbitrary units. */
final class Script {
  static final long KEY = 7;

  private final History history = new History();
  private long sequence;

  History history() {
    return history;
  }

  /** An operation that was answered OK. */
  Script ok(long from, long to, Request request, long value, long previous) {
    return answered(from, to, request, Status.OK, value, previous);
  }

  Script get(long from, long to, long value) {
    return ok(from, to, Request.get(KEY), value, value);
  }

  Script put(long from, long to, long value, long previous) {
    return ok(from, to, Request.put(KEY, value), value, previous);
  }

  Script add(long from, long to, long addend, long value) {
    return ok(from, to, Request.add(KEY, addend), value, value - addend);
  }

  Script cas(long from, long to, long expected, long value) {
    return ok(from, to, Request.cas(KEY, expected, value), value, expected);
  }

  Script token(long from, long to, long token, long previous) {
    return ok(from, to, Request.token(KEY), token, previous);
  }

  Script notFound(long from, long to) {
    return answered(from, to, Request.get(KEY), Status.NOT_FOUND, 0, 0);
  }

  Script casFailed(long from, long to, long expected, long found) {
    return answered(from, to, Request.cas(KEY, expected, 0), Status.CAS_FAILED, found, found);
  }

  Script time(long from, long to, long nanos) {
    return ok(from, to, Request.time(), nanos, 0);
  }

  Script answered(long from, long to, Request request, Status status, long value, long previous) {
    return add(from, request, Optional.of(new Answer(to, status, value, previous)));
  }

  Script unanswered(long from, Request request) {
    return add(from, request, Optional.empty());
  }

  private Script add(long from, Request request, Optional<Answer> answer) {
    sequence++;
    history.record(new Operation(0xc0 + sequence, sequence, request, from, answer, 0));
    return this;
  }
}
