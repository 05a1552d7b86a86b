package vmft.replica.host;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import vmft.channel.HostAndPort;
import vmft.channel.LogChannel;
import vmft.channel.Pairing;
import vmft.channel.netty.ChannelClient;
import vmft.channel.netty.ChannelServer;
import vmft.channel.netty.HeartbeatSocket;
import vmft.log.LogEntry;
import vmft.net.netty.SwitchPort;
import vmft.protocol.ProtocolSettings;
import vmft.protocol.ReplicaState;
import vmft.replay.DigestSchedule;
import vmft.replay.ReplayableMachine;
import vmft.replica.AloneReplica;
import vmft.replica.BackupReplica;
import vmft.replica.Milestone;
import vmft.replica.PrimaryReplica;

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
   * What every replica of a pair is made of.
   *
   * @param machine just made; belongs to the replica from now on
   * @param own what this side runs; a primary's counts for both
   * @param network where its frames come in
   * @param world where its outputs go
   * @param milestones told on the replica's thread
   */
  public record Parts(
      ReplayableMachine machine,
      Pairing own,
      ProtocolSettings settings,
      NetworkInput network,
      World world,
      FlagClaimer claimer,
      Consumer<Milestone> milestones) {}

  /**
   * Starts a machine without a backup.
   *
   * @param epochNanos wall clock now, in nanoseconds since 1970 UTC
   * @param trace told of every log entry, on the replica's thread
   * @param digests when the state's digest is among them
   */
  public static RunningReplica alone(
      ReplayableMachine machine,
      long epochNanos,
      World world,
      NetworkInput network,
      Consumer<LogEntry> trace,
      DigestSchedule digests,
      Consumer<Milestone> milestones) {
    Alarm alarm = new Alarm("alarm", machine::requestStop);
    HostPorts ports = new HostPorts(PeerLink.NONE, world, () -> {}, alarm, milestones);
    AloneReplica replica =
        new AloneReplica(machine, epochNanos, ports, trace, digests, System.nanoTime());
    ReplicaAgent agent = new ReplicaAgent("replica", machine, replica, alarm, world.console());
    network.connect(agent);
    agent.start();
    return new RunningReplica(replica, agent, () -> 0, () -> 0);
  }

  /**
   * Connects to a backup and starts the primary.
   *
   * @param backup where the backup listens, TCP for the log and UDP for heartbeats
   * @param patience how long to try to connect
   * @param trace told of every log entry, on the replica's thread
   * @throws IOException with one line if there is no backup
   */
  public static RunningReplica primary(
      Parts parts, HostAndPort backup, Duration patience, Consumer<LogEntry> trace)
      throws IOException {
    ReplayableMachine machine = parts.machine();
    ChannelPeer peer = new ChannelPeer();
    Alarm alarm = new Alarm("alarm", machine::requestStop);
    Claims claims = new Claims(parts.claimer());
    HostPorts ports = new HostPorts(peer, parts.world(), claims, alarm, parts.milestones());
    PrimaryReplica replica =
        new PrimaryReplica(machine, parts.own(), parts.settings(), ports, trace, System.nanoTime());
    ReplicaAgent agent =
        new ReplicaAgent("primary", machine, replica, alarm, parts.world().console());
    RunningReplica running =
        new RunningReplica(replica, agent, peer::bytesSent, peer::bytesReceived).alsoCloses(peer);
    peer.connect(agent);
    claims.connect(agent, parts::own);
    parts.network().connect(agent);
    connect(peer, parts.own(), backup, patience, running);
    agent.start();
    return running;
  }

  private static void connect(
      ChannelPeer peer, Pairing own, HostAndPort backup, Duration patience, RunningReplica running)
      throws IOException {
    ChannelClient client = new ChannelClient();
    running.alsoCloses(client);
    try {
      peer.use(
          HeartbeatSocket.open(
              new HostAndPort("0.0.0.0", 0), (heartbeat, from) -> peer.onHeartbeat(heartbeat)));
      peer.use(client.connect(backup, own.generation(), patience, peer.listener(null)));
      peer.beatTowards(backup.toSocketAddress());
    } catch (IOException e) {
      running.close();
      throw e;
    }
  }

  /**
   * Listens for a primary and starts the backup.
   *
   * @param listen TCP for the log and UDP for heartbeats; port 0 takes a free one
   * @param trace told of every log entry, on the replica's thread; made when the machine is known
   * @throws IOException with one line if it cannot listen there
   */
  public static RunningBackup backup(
      Parts parts, HostAndPort listen, Function<Pairing, Consumer<LogEntry>> trace)
      throws IOException {
    ReplayableMachine machine = parts.machine();
    ChannelPeer peer = new ChannelPeer();
    Alarm alarm = new Alarm("alarm", machine::requestStop);
    Claims claims = new Claims(parts.claimer());
    HostPorts ports = new HostPorts(peer, parts.world(), claims, alarm, parts.milestones());
    LazyTrace entries = new LazyTrace(trace);
    BackupReplica replica =
        new BackupReplica(machine, parts.own(), parts.settings(), ports, entries);
    entries.describedBy(replica::pairing);
    ReplicaAgent agent =
        new ReplicaAgent("backup", machine, replica, alarm, parts.world().console());
    RunningReplica running =
        new RunningReplica(replica, agent, peer::bytesSent, peer::bytesReceived).alsoCloses(peer);
    peer.connect(agent);
    claims.connect(agent, replica::pairing);
    parts.network().connect(agent);
    int port = listen(peer, agent, listen, running);
    agent.start();
    return new RunningBackup(running, port);
  }

  private static int listen(
      ChannelPeer peer, ReplicaAgent agent, HostAndPort address, RunningReplica running)
      throws IOException {
    try {
      ChannelServer server = ChannelServer.listen(address, channel -> admit(peer, agent, channel));
      running.alsoCloses(server);
      peer.use(
          HeartbeatSocket.open(
              new HostAndPort(address.host(), server.port()),
              (heartbeat, from) -> {
                peer.beatTowards(from);
                peer.onHeartbeat(heartbeat);
              }));
      return server.port();
    } catch (IOException e) {
      running.close();
      throw e;
    }
  }

  /** A primary has said Hello; on the network thread. */
  private static LogChannel.Listener admit(
      ChannelPeer peer, ReplicaAgent agent, LogChannel channel) {
    if (agent.status().state() != ReplicaState.PAIRING) {
      return ChannelPeer.refuse(channel);
    }
    peer.use(channel);
    return peer.listener(channel);
  }

  /** A backup at work, and the port that it listens on. */
  public record RunningBackup(RunningReplica replica, int port) implements AutoCloseable {
    @Override
    public void close() {
      replica.close();
    }
  }
}
