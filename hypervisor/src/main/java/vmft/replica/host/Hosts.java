package vmft.replica.host;

import java.util.function.Consumer;
import vmft.log.LogEntry;
import vmft.net.netty.SwitchPort;
import vmft.replay.ReplayableMachine;
import vmft.replica.AloneReplica;
import vmft.replica.Milestone;

/** Puts replicas together from machine, ports and thread, and starts them. */
public final class Hosts {
  private Hosts() {}

  /** Where frames from the network go until a replica is there to take them. */
  public static final class NetworkInput {
    private final Inbox inbox = new Inbox();

    /** To be given to {@link SwitchPort#attach}. */
    public SwitchPort.Listener listener() {
      return inbox;
    }

    void connect(ReplicaAgent agent) {
      inbox.connect(agent);
    }
  }

  /**
   * Starts a machine without a backup.
   *
   * @param epochNanos wall clock now, in nanoseconds since 1970 UTC
   * @param trace told of every log entry, on the replica's thread
   */
  public static RunningReplica alone(
      ReplayableMachine machine,
      long epochNanos,
      World world,
      NetworkInput network,
      Consumer<LogEntry> trace,
      Consumer<Milestone> milestones) {
    Alarm alarm = new Alarm("alarm", machine::requestStop);
    HostPorts ports = new HostPorts(PeerLink.NONE, world, () -> {}, alarm, milestones);
    AloneReplica replica = new AloneReplica(machine, epochNanos, ports, trace, System.nanoTime());
    ReplicaAgent agent = new ReplicaAgent("replica", machine, replica, alarm);
    network.connect(agent);
    agent.start();
    return new RunningReplica(replica, agent);
  }
}
