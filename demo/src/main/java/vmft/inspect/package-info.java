/**
 * Looking into what happened: traces for people, offline replay, and the search for the first
 * difference between two runs of the same log (R2.6, R2.7).
 *
 * <p>In: trace files and machines. Out: text, results as values, and exceptions with one line. No
 * threads of its own but those that {@link vmft.inspect.LiveRecording} needs for a live guest;
 * everything else runs on the caller's thread.
 */
package vmft.inspect;
