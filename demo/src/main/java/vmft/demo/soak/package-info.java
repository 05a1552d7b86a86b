/**
 * A long run of a protected Linux under mixed load, with digests compared throughout: does anything
 * diverge, does memory stay within its bound?
 *
 * <p>Enters: samples of the replicas' status, the system's figures for their processes, the guest's
 * console. Leaves: a line a minute, and a verdict. {@link vmft.demo.soak.Soak} runs it on the
 * thread that calls it.
 */
package vmft.demo.soak;
