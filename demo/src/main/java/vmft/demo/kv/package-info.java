/**
 * Clients of the key-value guest: they ask over the network as anybody could, repeat what is not
 * answered, and keep a history from which {@link vmft.check} can tell whether anything was lost.
 *
 * <p>Enters: datagrams, through {@link vmft.net.host.UdpSocket}. Leaves: datagrams, and operations
 * into a {@link vmft.check.History}. Each client has one request under way; a workload has one
 * thread for each of its clients.
 */
package vmft.demo.kv;
