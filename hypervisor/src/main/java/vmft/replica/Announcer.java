package vmft.replica;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import vmft.net.AddressObserver;

/**
 * Tells the network where the machine lives, again and again (R5.5): an announcement can be lost,
 * or be overtaken by a late frame of the former primary, and a guest that only answers would then
 * never be found.
 */
final class Announcer {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final AddressObserver address;
  private final ReplicaPorts ports;
  private long nextAt = Long.MIN_VALUE;

  /**
   * @param address as the guest's frames have shown it, now or later
   */
  Announcer(AddressObserver address, ReplicaPorts ports) {
    this.address = address;
    this.ports = ports;
  }

  /**
   * @return whether an announcement was sent
   */
  boolean announceIfDue(long now) {
    if (now < nextAt) {
      return false;
    }
    nextAt = now + INTERVAL;
    Optional<byte[]> announcement = address.announcement();
    announcement.ifPresent(ports::announceAddress);
    return announcement.isPresent();
  }

  long nextDeadline() {
    return nextAt;
  }
}
