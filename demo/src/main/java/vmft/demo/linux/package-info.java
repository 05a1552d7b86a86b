/**
 * The demo with a guest that none of us wrote: Debian's kernel and a server of Debian's on a
 * protected machine, one TCP connection to it, one shell at its console, and a fault in the midst
 * of it all.
 *
 * <p>Enters: answers of the server, lines of the console, events of the processes, frames captured
 * by the switch. Leaves: lines for a person, figures for a program. {@link
 * vmft.demo.linux.LinuxDemo} tells the story on the thread that calls it; the conversation with the
 * server and the shell have a thread each, and hand over through {@link vmft.demo.linux.AnswerLog}
 * and {@link vmft.demo.linux.ShellProbe}. The checks are pure.
 */
package vmft.demo.linux;
