/**
 * Benchmarks: what counting, recording and protection cost, each beside a reference measured in the
 * same run on the same machine. Enters: the guest images. Leaves: {@link vmft.bench.Section
 * sections} of figures, for people or as JSON. {@code docs/BENCHMARKS.md} tells the method.
 *
 * <p>One thread measures; guests run on threads or in processes of their own.
 */
package vmft.bench;
