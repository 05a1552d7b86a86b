/**
 * The devices of the machine, all of one shape ({@link vmft.device.Device}): pure state with
 * registers. A device contains no clock, no random source, no thread, no socket and no file; time
 * comes from the engine, which records it, and everything else from outside comes as an event.
 *
 * <p>In come register accesses of the guest (at any moment, in the middle of an instruction) and
 * events (while the hart stands); out go interrupt levels and {@linkplain vmft.device.Outlet
 * outputs}. Guest memory is touched, and outputs are made, only in {@link
 * vmft.device.Device#service} and when an event is applied, that is, while the hart stands. All on
 * the thread that owns the engine.
 */
package vmft.device;
