/**
 * The output rule (paper §2.2): an output leaves only after the backup holds the log entry of the
 * operation that produced it.
 *
 * <p>Enters: outputs as the guest makes them, acknowledgements, release marks. Leaves: outputs that
 * may go to the world. Pure; on the replica's thread.
 */
package vmft.output;
