package vmft.replica;

/**
 * A step of a replica's life that an operator wants to see: the timeline of a takeover is made of
 * these.
 *
 * @param nanos monotonic time at which it happened
 * @param detail one line; may be empty
 */
public record Milestone(Kind kind, long nanos, String detail) {

  /** The steps, in the order in which a takeover passes them. */
  public enum Kind {
    STATE_CHANGED,
    LAST_MESSAGE,
    SUSPECTED,
    CLAIM_SENT,
    CLAIM_UNANSWERED,
    FLAG_WON,
    LOG_REPLAYED,
    ADDRESS_ANNOUNCED,
    OUTPUTS_REPEATED,
    LIVE,
    HALTED,
    POWERED_OFF
  }
}
