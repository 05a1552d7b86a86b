/**
 * The demo: a protected machine in processes of its own, clients in the midst of whose traffic
 * something fails, and the proof that nothing was lost.
 *
 * <p>Enters: events of the processes, answers to the clients, frames captured by the switch.
 * Leaves: lines for a person, figures for a program. {@link vmft.demo.Demo} tells the story, on the
 * thread that calls it; clients and readers of events have threads of their own.
 */
package vmft.demo;
