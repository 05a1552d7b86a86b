/**
 * A replica: protocol, run loop and machine put together. {@link vmft.replica.PrimaryReplica} and
 * {@link vmft.replica.BackupReplica} are still pure (the simulator drives them in virtual time);
 * {@code .host} gives them a thread, sockets and a clock.
 */
package vmft.replica;
