/**
 * A seeded simulator of a protected pair: the real replicas, in virtual time, on a toy machine, in
 * a world that delays, loses, cuts, freezes and kills. Checkers watch from outside.
 *
 * <p>Enters: a seed. Leaves: a {@link vmft.sim.Report}. Each run is confined to the caller's
 * thread; runs share nothing.
 */
package vmft.sim;
