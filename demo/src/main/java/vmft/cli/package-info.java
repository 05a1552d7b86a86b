/**
 * The command line. In: the arguments, and the environment that the launcher sets (see
 * tools/launcher/java.sh). Out: the command's result on stdout, what went wrong as one line on
 * stderr, and an {@link vmft.cli.ExitStatus exit status}. Each command is a class of its own,
 * registered in {@link vmft.cli.Main}, and runs on the main thread.
 */
package vmft.cli;
