/**
 * What a running vmft process says of itself: one line an event, for people or, as JSON, for the
 * demo and for other programs.
 */
package vmft.event;
