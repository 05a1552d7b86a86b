/**
 * The FT protocol as a pure core: states, failure detection, the claim of the test-and-set flag,
 * and what each side does with messages.
 *
 * <p>Enters: messages, heartbeats, verdicts and the time, as arguments. Leaves: {@link
 * vmft.protocol.Action actions} as values. No clock, no thread, no socket; the seeded simulator
 * drives this very code in virtual time. {@code docs/PROTOCOL.md} tells the whole story.
 */
package vmft.protocol;
