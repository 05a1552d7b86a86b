package vmft.firmware;

/** The machine as its firmware sees it. Called while the hart stands behind an {@code ecall}. */
public interface Platform {

  /**
   * Sets the supervisor's timer and takes its pending interrupt back.
   *
   * @param ticks guest time in units of 100 ns; negative (as unsigned: far away) for never
   */
  void setTimer(long ticks);

  /** Makes the supervisor's software interrupt pending. */
  void raiseSoftwareInterrupt();

  /** Makes the hart forget all address translations. */
  void fenceAddresses();

  /** Lets the hart stand until an interrupt is pending. */
  void waitForInterrupt();

  /**
   * Switches the machine off, once the call is done.
   *
   * @param failure whether the guest says that something went wrong
   */
  void powerOff(boolean failure);

  /** Starts the machine again from its image, once the call is done. */
  void reset();

  /** Whether all of {@code length} bytes from {@code address} on lie in RAM. */
  boolean inRam(long address, long length);

  /** Copies from RAM; only where {@link #inRam}. */
  byte[] readRam(long address, int length);

  /** Copies to RAM; only where {@link #inRam}. */
  void writeRam(long address, byte[] bytes);

  /** Puts bytes out on the console. */
  void writeConsole(byte[] bytes);

  /** The next byte that was typed at the console, 0 to 255; -1 for none. */
  int readConsole();
}
