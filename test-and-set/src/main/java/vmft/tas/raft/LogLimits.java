package vmft.tas.raft;

/**
 * How much log a replica keeps.
 *
 * @param snapshotEveryEntries after so many entries the flags are written to a snapshot, and the
 *     log before it may go
 * @param segmentBytes the log goes in files of this size, whole
 */
record LogLimits(int snapshotEveryEntries, int segmentBytes) {
  /** About 250 kB of probes between snapshots, so that a restart reads next to nothing. */
  static final LogLimits DEFAULT = new LogLimits(4096, 1 << 20);
}
