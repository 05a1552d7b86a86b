package vmft.protocol;

import java.util.Optional;
import vmft.channel.Heartbeat;
import vmft.channel.Pairing;
import vmft.protocol.FailureDetector.Signal;

/**
 * The other side of the pair: its signs of life as they are heard here, and this side's signs of
 * life for it. There from pairing on.
 */
final class Partner {
  private final Pairing pairing;
  private final Heartbeat.Sender theirs;
  private final FailureDetector detector;
  private final HeartbeatSender heartbeats;

  private Partner(
      Pairing pairing,
      ProtocolSettings settings,
      Heartbeat.Sender ours,
      Heartbeat.Sender theirs,
      Signal traffic,
      long now) {
    this.pairing = pairing;
    this.theirs = theirs;
    this.detector =
        new FailureDetector(
            settings.silenceLimit(), settings.startGrace(), now, Signal.HEARTBEAT, traffic);
    this.heartbeats =
        new HeartbeatSender(
            pairing.machine(), pairing.generation(), ours, settings.heartbeatInterval());
  }

  /** The backup as its primary sees it: it acknowledges. */
  static Partner backupOf(Pairing pairing, ProtocolSettings settings, long now) {
    return new Partner(
        pairing,
        settings,
        Heartbeat.Sender.PRIMARY,
        Heartbeat.Sender.BACKUP,
        Signal.ACKNOWLEDGEMENTS,
        now);
  }

  /** The primary as its backup sees it: its log arrives. */
  static Partner primaryOf(Pairing pairing, ProtocolSettings settings, long now) {
    return new Partner(
        pairing,
        settings,
        Heartbeat.Sender.BACKUP,
        Heartbeat.Sender.PRIMARY,
        Signal.LOG_TRAFFIC,
        now);
  }

  void heard(Signal signal, long now) {
    detector.heard(signal, now);
  }

  /** Heartbeats of anybody else go unheard: UDP brings what it likes. */
  void onHeartbeat(Heartbeat heartbeat, long now) {
    if (heartbeat.sender() == theirs
        && heartbeat.machine().equals(pairing.machine())
        && heartbeat.generation().equals(pairing.generation())) {
      detector.heard(Signal.HEARTBEAT, now);
    }
  }

  /** Why it may be dead, if it may; see {@link FailureDetector#suspicion}. */
  Optional<String> suspicion(long now) {
    return detector.suspicion(now);
  }

  /** This side's own heartbeat, if one is due. */
  Optional<Heartbeat> beatIfDue(long now) {
    return heartbeats.beatIfDue(now);
  }

  /** When to listen or beat again at the latest, in monotonic nanoseconds. */
  long nextDeadline() {
    return Math.min(heartbeats.nextDeadline(), detector.nextDeadline());
  }
}
