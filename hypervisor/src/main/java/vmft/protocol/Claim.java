package vmft.protocol;

/**
 * The claim of the test-and-set flag: one question at a time, asked again for as long as nobody
 * answers. There is no other way to go live or to run on alone (R5.2, R5.4).
 */
final class Claim {
  private final long pause;
  private boolean asked;
  private long askAgainAt;
  private int unanswered;

  Claim(long pause) {
    this.pause = pause;
  }

  /** Whether to ask now; the answer arrives by {@link #unanswered} or ends the claim. */
  boolean due(long now) {
    if (asked || now < askAgainAt) {
      return false;
    }
    asked = true;
    return true;
  }

  /** No majority answered in time: ask again after a pause. */
  void unanswered(long now) {
    asked = false;
    askAgainAt = now + pause;
    unanswered++;
  }

  /** Questions without an answer so far. */
  int unansweredCount() {
    return unanswered;
  }

  long nextDeadline() {
    return asked ? Long.MAX_VALUE : askAgainAt;
  }
}
