package vmft.sim;

import static vmft.sim.EventQueue.MILLISECOND;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Pairing;
import vmft.log.Generation;
import vmft.log.LogEntry.OutputKind;
import vmft.protocol.ProtocolSettings;
import vmft.replay.Output;
import vmft.replay.ReplayableMachine;
import vmft.replica.BackupReplica;
import vmft.replica.PrimaryReplica;
import vmft.replica.ReplicaPorts;
import vmft.tas.TestAndSet.Verdict;

/** Two hosts, the networks between them, test-and-set and the clients: one run's whole world. */
final class World {
  private static final Pairing PAIRING =
      new Pairing("simulated", Generation.FIRST, "toy", "memory=0", "toy 1", 0);

  private final EventQueue time = new EventQueue();
  private final Conditions conditions = new Conditions();
  private final Map<Side, SimHost> hosts = new EnumMap<>(Side.class);
  private final List<SimClient> clients = new ArrayList<>();
  private final CounterHistory history = new CounterHistory();
  private final SimRandom random;
  private final Tampering tampering;
  private final ProtocolSettings settings;
  private final Chronicle chronicle;
  private final Watch watch;
  private final Datagrams datagrams;
  private final FlagService flags;
  private final LogChannel channel;
  private final Ethernet ethernet;

  World(SimRandom random, SimulationOptions options) {
    this.random = random;
    tampering = options.tampering();
    settings = RandomSettings.draw(random.fork());
    chronicle = new Chronicle(time, options.listener());
    watch = new Watch(chronicle, settings);
    datagrams = new Datagrams(time, conditions, random.fork());
    flags = new FlagService(time, conditions, random.fork(), watch, tampering.winnerIsToldAgain());
    for (Side side : Side.values()) {
      HostClock clock = new HostClock(random.between(0, 1L << 40), random.below(601) - 300);
      hosts.put(side, new SimHost(side, time, clock, random.fork(), watch));
    }
    channel = new LogChannel(time, conditions, random.fork(), hosts, tampering, random.chance(10));
    ethernet = new Ethernet(time, conditions, random.fork(), datagrams, hosts, clients);
  }

  void start() {
    boolean spins = random.chance(15);
    int answers = 3 + random.below(30);
    for (Side side : Side.values()) {
      start(side, toy(side, spins, answers));
    }
    int count = 1 + random.below(ToyGuest.MAX_CLIENTS);
    for (int i = 0; i < count; i++) {
      clients.add(new SimClient(i, time, random.fork(), history, chronicle));
    }
    for (SimClient client : clients) {
      client.attachTo(ethernet);
      client.start(5 + random.below(20));
    }
  }

  private ToyMachine toy(Side side, boolean spins, int answers) {
    SimHost host = hosts.get(side);
    return new ToyMachine(
        new ToyGuest(spins), new ToyAnswers(answers, host::localNow, random.fork()));
  }

  private void start(Side side, ToyMachine toy) {
    SimHost host = hosts.get(side);
    SimPorts sound = new SimPorts(side, host, this, random.fork());
    ReplicaPorts ports = tampering.ports(side, sound, whisper(side, host));
    ReplayableMachine machine = tampering.machine(side, toy);
    host.start(
        toy,
        side == Side.PRIMARY
            ? new PrimaryReplica(machine, PAIRING, settings, ports, entry -> {}, host.localNow())
            : new BackupReplica(machine, PAIRING, settings, ports, entry -> {}));
  }

  /**
   * Ends a host's process at once.
   *
   * @param told whether its system lives on and closes its connections
   */
  void kill(Side side, boolean told) {
    hosts.get(side).crash();
    channel.lose(side, told);
  }

  private Tampering.Whisper whisper(Side side, SimHost host) {
    return new Tampering.Whisper() {
      @Override
      public void message(Message message) {
        time.after(MILLISECOND / 100, () -> host.depositMessage(message, () -> {}));
      }

      @Override
      public void verdict(Verdict verdict) {
        time.after(MILLISECOND / 100, () -> host.depositVerdict(verdict));
      }

      @Override
      public void kill() {
        host.effect(() -> World.this.kill(side, true));
      }
    };
  }

  // ---- what hosts do to each other
  // -----------------------------------------------------------------

  void heartbeat(Side from, Heartbeat heartbeat) {
    datagrams.send(
        () -> {
          if (conditions.heartbeatsCarried()) {
            hosts.get(from.other()).depositHeartbeat(heartbeat);
          }
        });
  }

  void claim(Side side) {
    flags.ask(side, settings.claimDeadline(), hosts.get(side)::depositVerdict);
  }

  void emit(Side side, Output output) {
    if (output.kind() == OutputKind.FRAME) {
      ethernet.fromHost(side, output.data());
    }
  }

  // ---- the parts
  // -------------------------------------------------------------------------------------

  EventQueue time() {
    return time;
  }

  Conditions conditions() {
    return conditions;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  Watch watch() {
    return watch;
  }

  LogChannel channel() {
    return channel;
  }

  Ethernet ethernet() {
    return ethernet;
  }

  SimHost host(Side side) {
    return hosts.get(side);
  }

  List<SimClient> clients() {
    return clients;
  }

  CounterHistory history() {
    return history;
  }

  /** Whether the machine's death is what the faults amount to: nobody is left who may run it. */
  boolean machineLost() {
    boolean primaryGone = hosts.get(Side.PRIMARY).crashed();
    boolean backupGone = hosts.get(Side.BACKUP).crashed();
    Side holder = watch.live().holder();
    if (holder != null) {
      return hosts.get(holder).crashed();
    }
    return (primaryGone && backupGone) || !watch.paired();
  }
}
