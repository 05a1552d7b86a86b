/**
 * The switch and its ports over TCP, with the framing that QEMU uses for {@code -netdev stream}: a
 * length of four bytes, most significant first, then the frame. So QEMU (from 7.2) can attach too:
 *
 * <pre>
 * -netdev stream,id=n0,server=off,addr.type=inet,addr.host=127.0.0.1,addr.port=PORT
 * -device virtio-net-device,netdev=n0,mac=52:54:00:12:34:56
 * </pre>
 *
 * <p>Enters: frames from sockets, and {@link vmft.net.netty.SwitchPort#send} from any thread.
 * Leaves: frames handed to a {@link vmft.net.netty.SwitchPort.Listener} on the network thread,
 * which only deposits them. Every switch and every port has one thread of its own.
 */
package vmft.net.netty;
