package vmft.conformance;

import vmft.machine.Machine;

/** What a test program has said of itself, or what its end says of it. */
record Report(Verdict verdict, String why) {

  /**
   * @param told value of {@code tohost}, not 0. The host interface that the word comes from also
   *     carries requests to a host: to device 0 an even number, the address of a system call's
   *     arguments; to other devices in the upper 16 bits.
   */
  static Report of(long told) {
    if (told == 1) {
      return new Report(Verdict.PASSED, "");
    }
    if (told >>> 48 == 0 && (told & 1) == 1) {
      return new Report(Verdict.FAILED, "test " + (told >>> 1) + " failed");
    }
    return new Report(
        Verdict.FAILED,
        String.format(
            "expected a report in tohost, found 0x%x, a request to a host, of which there is none",
            told));
  }

  static Report hung(String why) {
    return new Report(Verdict.HUNG, why);
  }

  /** The machine is off, and there was no report. */
  static Report ofTheEnd(Machine machine) {
    return machine.stopDetail().isEmpty()
        ? new Report(
            Verdict.FAILED,
            "switched the machine off without a report, exit code " + machine.exitCode())
        : new Report(Verdict.DIED, machine.stopDetail());
  }
}
