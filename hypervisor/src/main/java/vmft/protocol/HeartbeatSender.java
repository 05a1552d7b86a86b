package vmft.protocol;

import java.util.Optional;
import vmft.channel.Heartbeat;
import vmft.log.Generation;

/** Makes this side's signs of life at a steady pace. */
final class HeartbeatSender {
  private final String machine;
  private final Generation generation;
  private final Heartbeat.Sender sender;
  private final long interval;
  private long nextAt = Long.MIN_VALUE;
  private long sequence;

  HeartbeatSender(String machine, Generation generation, Heartbeat.Sender sender, long interval) {
    this.machine = machine;
    this.generation = generation;
    this.sender = sender;
    this.interval = interval;
  }

  Optional<Heartbeat> beatIfDue(long now) {
    if (now < nextAt) {
      return Optional.empty();
    }
    nextAt = now + interval;
    return Optional.of(new Heartbeat(machine, generation, sender, sequence++));
  }

  long nextDeadline() {
    return nextAt;
  }
}
