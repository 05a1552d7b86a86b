package vmft.replica;

import vmft.protocol.ReplicaState;

/**
 * What an operator sees of a replica at a moment (R8.4).
 *
 * @param isProtected whether the death of either side would be masked
 * @param count instructions retired
 * @param lagInstructions how far the backup is behind, as this side knows it; 0 without a backup
 * @param lagNanos the same in time, at most
 * @param entries log entries made or received
 * @param logBytes packed bytes of them
 * @param heldOutputs outputs that wait for an acknowledgement, or that may have to be repeated
 * @param unacknowledgedBytes packed bytes of log that the backup has not acknowledged
 * @param digestsCompared digests of the log that this side, as a backup, has found to be its own
 */
public record ReplicaStatus(
    ReplicaState state,
    String reason,
    boolean isProtected,
    long count,
    long lagInstructions,
    long lagNanos,
    long entries,
    long logBytes,
    int heldOutputs,
    long unacknowledgedBytes,
    long digestsCompared) {}
