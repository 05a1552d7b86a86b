package vmft.console;

import java.util.function.BiConsumer;

/** Takes what is typed for the guest; from any thread. */
@FunctionalInterface
public interface Keyboard {

  /**
   * Types some bytes if nobody else has typed meanwhile.
   *
   * @param position the number that the first byte is to get
   * @param answer told whether all were taken (else none was), and the state after that; on the
   *     replica's thread, or never if it ends
   */
  void type(long position, byte[] bytes, BiConsumer<Boolean, ConsoleState> answer);
}
