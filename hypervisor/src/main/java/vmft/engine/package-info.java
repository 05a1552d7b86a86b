/**
 * The CPU as the rest of the hypervisor sees it: harts, registers, memory, interrupt lines and
 * instruction counts in the words of the RISC-V specification, and nothing of the engine behind
 * them.
 */
package vmft.engine;
