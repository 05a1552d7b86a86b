/**
 * The logging channel between primary and backup: its messages as pure values, their encoding, and
 * (in {@code .netty}) the adapter that carries them over TCP and heartbeats over UDP.
 *
 * <p>Enters: messages from the replica's thread. Leaves: messages handed to a listener on the
 * channel's own thread, which only deposits them.
 */
package vmft.channel;
