/**
 * The parts of a protected machine as processes of their own on this host: three replicas of
 * test-and-set, the switch, a backup and a primary.
 *
 * <p>Enters: the lines of JSON that each part prints (see {@link vmft.event.Event}). Leaves:
 * processes, signals to them, and files in one {@link vmft.demo.cluster.RunFolder}. Each part has
 * one thread that reads its events; everything here may be used from any thread.
 */
package vmft.demo.cluster;
