/**
 * Logs kept in files, for offline replay and for looking into what happened (R2.7).
 *
 * <p>{@link vmft.trace.TraceWriter} takes entries from the replica's thread, which it costs no more
 * than packing them in memory; a thread of its own compresses and writes. {@link
 * vmft.trace.TraceReader} reads a file back, up to the last whole block if the writer was killed.
 * The format is drawn in {@code docs/PROTOCOL.md}, "Trace files".
 *
 * <p>Pure parts: {@code Section}, {@code TraceBlock}, the codecs. Files and the thread are at the
 * edge.
 */
package vmft.trace;
