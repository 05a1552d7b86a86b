package vmft.engine;

import java.util.SortedMap;

/**
 * The architectural state of a hart that stands at a block boundary, in the architecture's own
 * words, so that any engine can export it and any other can import it.
 *
 * @param count instructions retired since the machine started
 * @param pc virtual address of the next instruction
 * @param privilege 0 user, 1 supervisor, 3 machine
 * @param x integer registers; {@code x[0]} is 0
 * @param f floating-point registers, raw bits
 * @param csrs value by CSR address (privileged specification, table "CSR listing"), those with
 *     state of their own only: {@code fcsr}, not {@code fflags}; {@code mstatus}, not {@code
 *     sstatus}
 * @param reservation physical or virtual address that LR reserved as the engine keeps it, or -1
 * @param reservedValue the value that LR loaded
 * @param waiting whether the hart stands behind a WFI that no interrupt has ended
 */
public record HartState(
    long count,
    long pc,
    int privilege,
    long[] x,
    long[] f,
    SortedMap<Integer, Long> csrs,
    long reservation,
    long reservedValue,
    boolean waiting) {}
