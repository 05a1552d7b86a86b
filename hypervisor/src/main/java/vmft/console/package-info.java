/**
 * The machine's console for people elsewhere: what a replica tells of it, the messages between a
 * replica and {@code vmft console}, and what the latter makes of them.
 *
 * <p>Bytes of output are numbered from power-on, and so are bytes of input; both replicas make the
 * same output and take the same input, so the numbers mean the same on both. They are what lets a
 * session go on at the other replica without a byte shown or typed twice or not at all. Nothing
 * here has a thread; {@code .netty} carries the messages.
 */
package vmft.console;
