/**
 * The replicated test-and-set that decides which replica may go live: one flag per machine and
 * generation, set once, for ever. {@code .raft} keeps it on an embedded Apache Ratis group.
 */
package vmft.tas;
