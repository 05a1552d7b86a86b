package vmft.device;

/** The device to which what is typed at the machine's console goes. */
public interface ConsoleInput {

  /** Whether a byte that came now would find room. */
  boolean acceptsInput();

  /**
   * A byte arrives.
   *
   * @param value 0 to 255
   * @throws IllegalStateException if there is no room for it
   */
  void receive(int value);
}
