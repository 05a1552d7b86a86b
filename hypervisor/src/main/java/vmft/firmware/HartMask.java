package vmft.firmware;

/** The harts that a call means: a mask, and the number of the hart that its bit 0 stands for. */
record HartMask(long bits, long base) {
  /** This base means all harts, whatever the mask. */
  private static final long ALL = -1;

  /** Whether no hart is meant but those of this machine, which is hart 0. */
  boolean isValid() {
    return base == ALL || bits == 0 || base == 0 && (bits & ~1) == 0;
  }

  boolean hasHartZero() {
    return base == ALL || base == 0 && (bits & 1) != 0;
  }
}
