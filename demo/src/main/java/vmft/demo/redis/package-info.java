/**
 * A client of Redis, as small as the demo needs it: one TCP connection, which is never opened
 * again.
 *
 * <p>Enters: replies of a server (RESP, version 2). Leaves: commands. Nothing here hides a broken
 * connection; whoever asks on one gets the exception.
 */
package vmft.demo.redis;
