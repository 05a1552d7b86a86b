/**
 * Checkers that watch from outside: they know what clients asked and were answered, and when, and
 * nothing of how the machine is made. If a machine that died and was taken over still looks like
 * one machine here, then the requirement R3.1 is met.
 *
 * <p>Pure: histories come in as values, verdicts go out. The one object that several threads may
 * use at once is {@link vmft.check.History}.
 */
package vmft.check;
