/**
 * The logging channel and the heartbeats on Netty: {@link vmft.channel.netty.ChannelServer} on the
 * backup, {@link vmft.channel.netty.ChannelClient} on the primary, and {@link
 * vmft.channel.netty.HeartbeatSocket} on both.
 *
 * <p>Everything that can be decided without a socket (frames, their checks, the messages) lives in
 * {@code vmft.channel}. Each of the three has one daemon thread of its own. Enters: messages from
 * the replica's thread, bytes from the network. Leaves: checked messages to a listener that only
 * deposits them.
 */
package vmft.channel.netty;
