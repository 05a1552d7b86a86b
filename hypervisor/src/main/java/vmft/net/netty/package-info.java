/**
 * The switch and its ports over TCP, with the framing that QEMU uses for {@code -netdev stream}: a
 * length of four bytes, most significant first, then the frame.
 *
 * <p>Enters: frames from sockets, and {@link vmft.net.netty.SwitchPort#send} from any thread.
 * Leaves: frames handed to a {@link vmft.net.netty.SwitchPort.Listener} on the network thread,
 * which only deposits them. Every switch and every port has one thread of its own.
 */
package vmft.net.netty;
