package vmft.protocol;

import java.util.concurrent.TimeUnit;
import vmft.replay.DigestSchedule;

/**
 * The times and bounds of the protocol. Times are in nanoseconds of a monotonic clock.
 *
 * @param heartbeatInterval between two heartbeats
 * @param silenceLimit silence of a signal after which the other side is suspected
 * @param startGrace how long after pairing silence does not count, though a broken connection does:
 *     two processes that have just been started run cold code on busy hosts
 * @param lease how long after sending a batch its acknowledgement proves that the backup is not
 *     live, and how long after receiving one the backup waits before it is; long enough for a batch
 *     and its acknowledgement to travel, and short, because a takeover lasts at least as long
 * @param flushInterval how long entries and the replay horizon may wait for company
 * @param keepAliveInterval the longest time without a batch, or without an acknowledgement
 * @param claimDeadline how long one question to test-and-set may take
 * @param claimPause between an unanswered question and the next
 * @param maxUnacknowledgedBytes packed entries that the backup has not acknowledged; beyond it the
 *     guest waits (R4.1). Some seconds of a busy guest.
 * @param maxHeldOutputBytes outputs that wait; beyond it the guest waits
 * @param maxBatchBytes packed entries in one batch, roughly
 * @param maxWaitingBytes memory of the entries that the backup has received and not executed,
 *     roughly; beyond it the backup stops reading, and the channel's flow control reaches the
 *     primary
 * @param digestEvery instructions between two digests of the state in the log, at first; later the
 *     distance grows with the count; 0 for none
 * @param fullDigestEach each so many digests one includes memory, which stops the guest for some
 *     milliseconds on each side; 0 for none but the last
 */
public record ProtocolSettings(
    long heartbeatInterval,
    long silenceLimit,
    long startGrace,
    long lease,
    long flushInterval,
    long keepAliveInterval,
    long claimDeadline,
    long claimPause,
    long maxUnacknowledgedBytes,
    long maxHeldOutputBytes,
    int maxBatchBytes,
    long maxWaitingBytes,
    long digestEvery,
    int fullDigestEach) {

  /** At most some hundred digests a second, for a busy guest that has just begun. */
  public static final long DEFAULT_DIGEST_EVERY = 1_000_000;

  public ProtocolSettings {
    require(startGrace >= 0, "start grace must not be negative");
    require(heartbeatInterval > 0, "heartbeat interval must be above 0");
    require(
        silenceLimit >= 3 * heartbeatInterval,
        "silence limit must be at least three heartbeat intervals");
    require(
        silenceLimit >= 3 * keepAliveInterval,
        "silence limit must be at least three keep-alive intervals");
    require(
        lease <= silenceLimit - silenceLimit / 10,
        "lease must be at most 0.9 of the silence limit");
    require(lease >= 2 * keepAliveInterval, "lease must be at least two keep-alive intervals");
    require(digestEvery >= 0 && fullDigestEach >= 0, "digest distances must not be negative");
    require(flushInterval <= keepAliveInterval, "flush interval must not exceed keep-alive");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * How long the backup waits, by its own clock, for the primary's lease to be over: a little more
   * than the lease, because clocks differ. One part in a hundred is far more than they do.
   */
  public long leaseByAnyClock() {
    return lease + lease / 100;
  }

  /**
   * Longer than a busy host lets a process wait, and short for clients. Only a host that hangs or
   * is cut off is found by silence: when a process dies its connections break, which counts at
   * once.
   */
  public static final int DEFAULT_SILENCE_MILLIS = 1000;

  /** Sound values for two hosts on one network. */
  public static ProtocolSettings defaults() {
    return withSilenceLimit(DEFAULT_SILENCE_MILLIS);
  }

  /** The defaults, with the time after which silence means suspicion. */
  public static ProtocolSettings withSilenceLimit(long millis) {
    long silence = millis(millis);
    long keepAlive = Math.max(millis(5), Math.min(millis(25), silence / 12));
    return new ProtocolSettings(
        Math.min(millis(25), silence / 12),
        silence,
        Math.max(millis(2400), 2 * silence),
        leaseFor(silence, keepAlive),
        millis(5),
        keepAlive,
        TimeUnit.SECONDS.toNanos(2),
        millis(100),
        8L << 20,
        16L << 20,
        64 << 10,
        64L << 20,
        DEFAULT_DIGEST_EVERY,
        0);
  }

  /**
   * No takeover is quicker than the lease, so it is short; but where silence may last long, batches
   * and acknowledgements may be slow as well, and a lease that is over before they arrive lets no
   * output go.
   */
  private static long leaseFor(long silence, long keepAlive) {
    long usual = Math.max(Math.min(millis(100), silence / 3), silence / 10);
    return Math.max(usual, 2 * keepAlive);
  }

  /**
   * The same, with other digests.
   *
   * @param instructions between two of them, at first
   * @param fullEach each so many of them one includes memory; 0 for none but the last
   */
  public ProtocolSettings withDigests(long instructions, int fullEach) {
    return new ProtocolSettings(
        heartbeatInterval,
        silenceLimit,
        startGrace,
        lease,
        flushInterval,
        keepAliveInterval,
        claimDeadline,
        claimPause,
        maxUnacknowledgedBytes,
        maxHeldOutputBytes,
        maxBatchBytes,
        maxWaitingBytes,
        instructions,
        fullEach);
  }

  /** When the state's digest is in the log. */
  public DigestSchedule digests() {
    return DigestSchedule.growingFrom(digestEvery).withFullEach(fullDigestEach);
  }

  private static long millis(long value) {
    return TimeUnit.MILLISECONDS.toNanos(value);
  }
}
