/**
 * Consoles over TCP: the server beside a replica, the client in {@code vmft console}.
 *
 * <p>One thread each. A replica's bytes and states come in on the replica's thread and are handed
 * over; a console that reads too slowly misses output and holds up nobody.
 */
package vmft.console.netty;
