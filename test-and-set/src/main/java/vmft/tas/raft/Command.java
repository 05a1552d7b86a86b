package vmft.tas.raft;

import vmft.tas.TestAndSet.Flag;

/** What a client asks of the group; an entry of the Raft log. {@link CommandCodec} encodes it. */
sealed interface Command {

  /** Sets the flag for the claimant, if nobody has set it. */
  record Claim(Flag flag, String claimant) implements Command {}

  /**
   * Changes nothing. Its answer shows that a majority writes to its log, by the very path that a
   * claim takes, which a mere read would neither prove nor warm up.
   */
  record Probe() implements Command {}
}
