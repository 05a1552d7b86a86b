/**
 * Ethernet as far as vmft needs it: addresses, packets, a learning switch and capture files.
 *
 * <p>Pure: frames and times come in as arguments, frames and decisions go out as values. A parser
 * here is total: any bytes give a value or an empty {@link java.util.Optional}, never an exception.
 * {@code .netty} carries frames over TCP, {@code .host} is a small host that attaches to the
 * switch.
 */
package vmft.net;
