/**
 * The SBI firmware that the hypervisor is to a kernel in supervisor mode (RISC-V Supervisor Binary
 * Interface Specification, version 2.0): one class for each extension, and {@link
 * vmft.firmware.SbiFirmware}, the table of them.
 *
 * <p>In come the registers of an {@code ecall}; out go the registers of its answer, and what {@link
 * vmft.firmware.Platform} is asked to do. It keeps no state of its own, so a call is a pure
 * function of the machine. On the thread that owns the machine.
 */
package vmft.firmware;
