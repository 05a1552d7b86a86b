package vmft.protocol;

/**
 * Proof that the backup has not claimed the flag yet. A backup suspects a primary no earlier than
 * {@code silenceLimit} after it last heard from it, so a batch that it acknowledged proves, for a
 * shorter time after that batch was <em>sent</em>, that it is still a backup. A primary that was
 * frozen and thaws finds its lease expired, and holds its outputs until it knows more.
 *
 * <p>The output rule is safe without it; the lease keeps a superseded primary from repeating, late,
 * what its successor has already said.
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

  boolean isValid(long now) {
    return now <= validUntil;
  }
}
