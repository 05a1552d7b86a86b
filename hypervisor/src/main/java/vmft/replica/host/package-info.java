/**
 * Gives a replica what it needs of a host: one thread with a duty cycle, an alarm, sockets, the
 * console, test-and-set. Network threads only deposit; everything else happens on the replica's
 * thread.
 */
package vmft.replica.host;
