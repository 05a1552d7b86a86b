/**
 * The machine that the guest sees: hart, RAM and devices put together, started from an image, run,
 * and digested. It is a pure function of its initial state and its events.
 *
 * <p>In come events and answers of the log; out go outputs, each with its count. Everything on the
 * thread that owns the machine, but for the request to stop.
 */
package vmft.machine;
