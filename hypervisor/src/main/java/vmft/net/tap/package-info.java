/**
 * The way to the world through the kernel: a TAP interface of this host as a port of the switch.
 * For root, or for whom root has made the interface.
 *
 * <p>Enters: frames that this host sends on the interface, on a reader thread. Leaves: frames to
 * this host, on the switch's thread. The native calls are here and nowhere else.
 */
package vmft.net.tap;
