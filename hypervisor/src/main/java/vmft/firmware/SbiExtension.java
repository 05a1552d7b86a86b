package vmft.firmware;

/** One extension of the interface. */
interface SbiExtension {

  /**
   * Answers a call.
   *
   * @param function number of the function, {@code a6}
   * @param a the caller's {@code a0} to {@code a5}
   */
  SbiResult call(long function, long[] a);
}
