package vmft.conformance;

/** How a test program ended. */
public enum Verdict {
  /** It has reported that all is well. */
  PASSED("passed"),
  /** It has reported a failure, or switched the machine off without a report. */
  FAILED("FAILED"),
  /** It did not report in time. */
  HUNG("HUNG"),
  /** It came to a point at which the machine can never go on. */
  DIED("DIED"),
  /** Its replay came to another state than its recording. */
  DIVERGED("DIVERGED"),
  /** Its instructions counted one by one are not what they were counted by blocks. */
  MISCOUNTED("MISCOUNTED");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** For tables; what is wrong stands out. */
  public String label() {
    return label;
  }
}
