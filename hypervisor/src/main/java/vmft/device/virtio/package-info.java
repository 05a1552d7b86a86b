/**
 * Virtio devices over MMIO (Virtual I/O Device specification 1.2): the transport of §4.2, split
 * virtqueues of §2.7, and the devices behind it, network (§5.1) and entropy (§5.4).
 *
 * <p>In come register accesses and, while the hart stands, frames and random bytes; out go
 * interrupt levels, outputs, and DMA. Everything in a ring is the guest's and may be nonsense: a
 * queue that breaks the rules puts its device into {@code DEVICE_NEEDS_RESET}, the same on both
 * replicas, and never reaches outside RAM. On the thread that owns the engine.
 */
package vmft.device.virtio;
