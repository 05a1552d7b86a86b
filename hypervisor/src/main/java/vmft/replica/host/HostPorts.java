package vmft.replica.host;

import java.security.SecureRandom;
import java.util.function.Consumer;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.net.FencingToken;
import vmft.replay.Output;
import vmft.replica.Milestone;
import vmft.replica.ReplicaPorts;

/** The ports of a replica on a real host. */
final class HostPorts implements ReplicaPorts {
  private final PeerLink peer;
  private final World world;
  private final Runnable claim;
  private final Alarm alarm;
  private final Consumer<Milestone> milestones;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param claim asks test-and-set; the answer is deposited with the replica
   * @param alarm stops the running guest
   */
  HostPorts(
      PeerLink peer, World world, Runnable claim, Alarm alarm, Consumer<Milestone> milestones) {
    this.peer = peer;
    this.world = world;
    this.claim = claim;
    this.alarm = alarm;
    this.milestones = milestones;
  }

  @Override
  public void send(Message message) {
    peer.send(message);
  }

  @Override
  public void sendHeartbeat(Heartbeat heartbeat) {
    peer.beat(heartbeat);
  }

  @Override
  public void closeChannel(String reason) {
    peer.closeChannel(reason);
  }

  @Override
  public void readChannel(boolean enabled) {
    peer.read(enabled);
  }

  @Override
  public boolean channelWritable() {
    return peer.writable();
  }

  @Override
  public void claimFlag() {
    claim.run();
  }

  @Override
  public void emit(Output output, long validUntil) {
    world.emit(output, validUntil);
  }

  @Override
  public void speakWith(FencingToken token) {
    world.uplink().speakWith(token);
  }

  @Override
  public void emittedElsewhere(Output output) {
    world.emittedElsewhere(output);
  }

  @Override
  public void announceAddress(byte[] gratuitousArp) {
    world.uplink().send(gratuitousArp, Long.MAX_VALUE);
  }

  @Override
  public byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void stopGuestAt(long deadline) {
    alarm.setTo(deadline);
  }

  @Override
  public void milestone(Milestone milestone) {
    milestones.accept(milestone);
  }
}
