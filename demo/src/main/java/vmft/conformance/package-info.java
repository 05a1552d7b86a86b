/**
 * Runs bare-metal test programs that report through {@code tohost}, each on a machine of its own.
 *
 * <p>In: ELF files. Out: results as values, and exceptions with one line. A test runs on the
 * caller's thread, which may sleep until the guest's timer expires.
 */
package vmft.conformance;
