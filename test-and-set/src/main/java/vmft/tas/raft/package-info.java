/**
 * Test-and-set on an embedded Apache Ratis group of 2F+1 replicas.
 *
 * <p>Enters: claims, from {@link vmft.tas.raft.RaftTestAndSet} (the client, in a hypervisor) over
 * gRPC. Leaves: one verdict a claim. The way of a claim:
 *
 * <pre>
 * RaftTestAndSet ─ Inquiry ─ Replicas ══ gRPC ══ FlagServer ─ Raft log ─ FlagStateMachine ─ FlagTable
 *   (verdict)     (retries)  (one ask)           (a replica)  (majority)     (adapter)      (the rule)
 * </pre>
 *
 * The rule itself, one winner a flag for ever, is {@link vmft.tas.raft.FlagTable}, which is pure.
 * Every replica applies the same commands in the order of the Raft log, and answers only what a
 * majority has written to disk.
 *
 * <p>Threads: the state machine runs on the one thread by which Ratis applies the log; the client
 * asks each replica on a daemon thread of its own and completes its answers there.
 */
package vmft.tas.raft;
