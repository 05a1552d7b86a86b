package vmft.sim;

/** What the toy guest sees of its machine, from inside a block. */
interface ToyBoard {

  /** The clock by an instruction: ends the block, and bears its own count. */
  long readClock();

  /**
   * The clock by a device register: may be read again in the same block, bears the start's count.
   */
  long readClockRegister();

  /** Random bits by an instruction; as {@link #readClock}. */
  int readSeed();

  void setTimer(long ticks);

  /** Asks for random bytes, unless it has asked already. */
  void wantRandomBytes(int count);

  void send(byte[] frame);

  void print(byte[] text);

  void powerOff();

  /** Stops until an interrupt; ends the block. */
  void waitForInterrupt();
}
