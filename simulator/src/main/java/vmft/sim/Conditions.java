package vmft.sim;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is wrong with the world at the moment. Faults overlap, so each is counted, not switched.
 * Whoever holds something back asks to be told when anything changes.
 */
final class Conditions {
  /** A fault that begins and ends. */
  enum Fault {
    /** The log channel carries nothing; what is under way waits. */
    CHANNEL_STALLED,
    /** What the primary sends over the log channel arrives late. */
    LOG_SLOW,
    /** What the backup sends over the log channel arrives late. */
    ACKNOWLEDGEMENTS_SLOW,
    /** No heartbeat arrives. */
    HEARTBEATS_LOST,
    /** Test-and-set does what it is asked, and its answers get lost. */
    VERDICTS_LOST,
    /** Test-and-set cannot be reached from the primary's host. */
    PRIMARY_OFF_TEST_AND_SET,
    /** Test-and-set cannot be reached from the backup's host. */
    BACKUP_OFF_TEST_AND_SET,
    /** The primary's host is cut off from everything. */
    PRIMARY_ISOLATED,
    /** The backup's host is cut off from everything. */
    BACKUP_ISOLATED,
    /** Datagrams get lost, are doubled and overtake each other. */
    STORM
  }

  private final Map<Fault, Integer> active = new EnumMap<>(Fault.class);
  private Runnable onChange = () -> {};

  void onChange(Runnable listener) {
    onChange = listener;
  }

  void begin(Fault fault) {
    active.merge(fault, 1, Integer::sum);
    onChange.run();
  }

  void end(Fault fault) {
    active.merge(fault, -1, Integer::sum);
    onChange.run();
  }

  boolean has(Fault fault) {
    return active.getOrDefault(fault, 0) > 0;
  }

  boolean isolated(Side side) {
    return has(side == Side.PRIMARY ? Fault.PRIMARY_ISOLATED : Fault.BACKUP_ISOLATED);
  }

  boolean channelCarries() {
    return !has(Fault.CHANNEL_STALLED) && !isolated(Side.PRIMARY) && !isolated(Side.BACKUP);
  }

  boolean channelSlow(Side to) {
    return has(to == Side.PRIMARY ? Fault.ACKNOWLEDGEMENTS_SLOW : Fault.LOG_SLOW);
  }

  boolean heartbeatsCarried() {
    return !has(Fault.HEARTBEATS_LOST) && !isolated(Side.PRIMARY) && !isolated(Side.BACKUP);
  }

  boolean reachesTestAndSet(Side side) {
    Fault off =
        side == Side.PRIMARY ? Fault.PRIMARY_OFF_TEST_AND_SET : Fault.BACKUP_OFF_TEST_AND_SET;
    return !has(off) && !isolated(side);
  }
}
