package vmft.engine;

/** Receives the answers that the engine gave to instructions that answer differently each time. */
@FunctionalInterface
public interface Answers {

  /** Which instruction asked. */
  enum Kind {
    /** {@code rdtime}, CLINT {@code mtime}, real-time clock: ticks of 100 ns since start. */
    CLOCK,
    /** The {@code seed} CSR: 16 random bits. */
    SEED
  }

  /**
   * @param count that of the asking instruction; for a device register, that of its block's start
   */
  void answered(Kind kind, long count, long value);
}
