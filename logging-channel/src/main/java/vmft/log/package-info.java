/**
 * What happened to the machine from outside, entry by entry: the vocabulary that the recorder
 * writes, the logging channel carries, the replay consumes and the trace file keeps.
 *
 * <p>Pure values and their encoding. Nothing here knows threads, clocks, files or sockets.
 */
package vmft.log;
