package vmft.conformance;

/**
 * What came of a test program.
 *
 * @param name of the program
 * @param why what went wrong; empty if nothing did
 * @param instructions retired when the report was seen, which is at most one part in 256 later, or
 *     250
 * @param seconds of wall clock, replay not included
 * @param digest of registers, devices and memory at the end; equal in the replay where there is one
 */
public record TestResult(
    String name, Verdict verdict, String why, long instructions, double seconds, String digest) {

  public boolean passed() {
    return verdict == Verdict.PASSED;
  }

  TestResult but(Verdict other, String reason) {
    return new TestResult(name, other, reason, instructions, seconds, digest);
  }
}
