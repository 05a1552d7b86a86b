package vmft.sim;

import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.net.FencingToken;
import vmft.replay.Output;
import vmft.replica.Milestone;
import vmft.replica.ReplicaPorts;

/** What a replica reaches of the simulated world. */
final class SimPorts implements ReplicaPorts {
  private final Side side;
  private final SimHost host;
  private final World world;
  private final SimRandom random;

  SimPorts(Side side, SimHost host, World world, SimRandom random) {
    this.side = side;
    this.host = host;
    this.world = world;
    this.random = random;
  }

  @Override
  public void send(Message message) {
    host.effect(
        () -> {
          world.watch().messageSent(side, message);
          world.channel().send(side, message);
        });
  }

  @Override
  public void sendHeartbeat(Heartbeat heartbeat) {
    host.effect(() -> world.heartbeat(side, heartbeat));
  }

  @Override
  public void closeChannel(String reason) {
    host.effect(
        () -> {
          world.watch().channelClosed(side, reason);
          world.channel().close(side);
        });
  }

  @Override
  public void readChannel(boolean enabled) {
    host.effect(() -> world.channel().read(side, enabled));
  }

  @Override
  public boolean channelWritable() {
    return world.channel().writable(side);
  }

  @Override
  public void claimFlag() {
    host.effect(
        () -> {
          world.watch().note(side, "asks test-and-set", "");
          world.claim(side);
        });
  }

  @Override
  public void emit(Output output, long validUntil) {
    host.effect(
        () -> {
          world.watch().emitted(side, output);
          world.emit(side, output);
        });
  }

  /** Consoles that follow both sides are not simulated. */
  @Override
  public void emittedElsewhere(Output output) {}

  /**
   * The simulated switch does not fence: real ones do not either, and nothing must depend on it.
   */
  @Override
  public void speakWith(FencingToken token) {}

  @Override
  public void announceAddress(byte[] gratuitousArp) {
    host.effect(
        () -> {
          world.watch().note(side, "announces the machine's address", "");
          world.ethernet().fromHost(side, gratuitousArp);
        });
  }

  @Override
  public byte[] randomBytes(int count) {
    return random.bytes(count);
  }

  @Override
  public void stopGuestAt(long deadline) {
    host.stopGuestAt(deadline);
  }

  @Override
  public void milestone(Milestone milestone) {
    host.effect(() -> world.watch().milestone(side, milestone));
  }
}
