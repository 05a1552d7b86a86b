package vmft.protocol;

/**
 * Proof that the backup is not live yet. A backup goes live no earlier than a lease after it last
 * received a batch, whatever made it suspicious; so a batch that it acknowledged proves, for as
 * long after that batch was <em>sent</em>, that it still held back. A primary that was frozen and
 * thaws finds its lease expired, and holds its outputs until it knows more.
 *
 * <p>No output would be lost or contradicted without it; the lease keeps a superseded primary from
 * repeating, late, what its successor has already said.
 */
final class Lease {
  private final long duration;
  private long validUntil = Long.MIN_VALUE;

  Lease(long duration) {
    this.duration = duration;
  }

  /**
   * @param sentAt when the acknowledged batch was made, on this side's clock
   */
  void renew(long sentAt) {
    validUntil = Math.max(validUntil, sentAt + duration);
  }

  /** The last moment at which it is valid, in monotonic nanoseconds. */
  long validUntil() {
    return validUntil;
  }

  boolean isValid(long now) {
    return now <= validUntil;
  }
}
