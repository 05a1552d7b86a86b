/**
 * Record and replay: one run loop for a machine that runs alone, a primary, a backup and an offline
 * replay. Only the source of events and the place where outputs go differ.
 *
 * <p>Pure: time comes in as an argument, nothing here blocks, starts a thread or opens anything.
 */
package vmft.replay;
