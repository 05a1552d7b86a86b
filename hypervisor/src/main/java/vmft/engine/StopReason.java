package vmft.engine;

/** Why {@link CpuEngine#run} returned. In every case the count is exact. */
public enum StopReason {
  /** The next block starts at the limit or later. */
  LIMIT,
  /** Somebody called {@link CpuEngine#requestStop}. */
  REQUESTED,
  /** A device asked for service, or the answers need draining. */
  ATTENTION,
  /** The guest executed WFI with no enabled interrupt pending. */
  WAIT_FOR_INTERRUPT,
  /** The guest can never retire another instruction; see {@link CpuEngine#deathReason}. */
  DEAD,
  /** Replay only: the guest asked for an answer that the log does not hold. */
  DIVERGED,
  /**
   * A supervisor called the firmware, which is no part of the guest; only after {@link
   * CpuEngine#becomeFirmware}. The hart stands behind the {@code ecall}, which counts as retired.
   */
  FIRMWARE_CALL
}
