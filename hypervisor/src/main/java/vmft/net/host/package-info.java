/**
 * A small host of our own for demonstrations, clients and tests: it has an Ethernet and an IPv4
 * address, answers ARP and ping, sends and receives UDP. All hosts are neighbours; there is no
 * routing, no fragmentation, no DHCP.
 *
 * <p>Enters: frames, on the thread of the link, which is never kept waiting. Leaves: frames through
 * a {@link vmft.net.FrameSink}, from that thread and from callers. Callers wait with a deadline.
 */
package vmft.net.host;
