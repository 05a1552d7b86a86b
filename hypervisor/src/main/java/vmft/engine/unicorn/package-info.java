/**
 * The {@link vmft.engine.CpuEngine} on Unicorn 2.1: a binding to the C shim that does what happens
 * once a block, a trap or a clock read. The shim's sources in {@code src/main/native} say how.
 *
 * <p>Enters: calls of the thread that owns the engine. Leaves: accesses to devices, on the same
 * thread, through {@link vmft.engine.Bus}. Nothing of Unicorn or JNA is visible above {@link
 * vmft.engine.unicorn.UnicornEngine}.
 */
package vmft.engine.unicorn;
