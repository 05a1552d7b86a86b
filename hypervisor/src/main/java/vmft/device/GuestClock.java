package vmft.device;

/**
 * Guest time as a device register shows it. Every reading is recorded, so read it no more often
 * than the guest does.
 */
@FunctionalInterface
public interface GuestClock {

  /** Ticks of 100 ns since the machine started; never less than before. */
  long ticks();
}
