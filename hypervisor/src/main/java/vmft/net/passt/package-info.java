/**
 * The way to the world without privileges: <a href="https://passt.top">passt</a> as a child process
 * and a port of the switch. It opens ordinary sockets of this host in the guest's name, and
 * forwards published ports to the guest.
 *
 * <p>Enters: the switch, and what to publish. Leaves: notes for the user, one line each. One thread
 * watches over passt and starts it again when it dies.
 */
package vmft.net.passt;
