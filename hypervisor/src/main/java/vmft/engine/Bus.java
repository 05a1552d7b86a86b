package vmft.engine;

import java.util.List;

/**
 * What the hart's loads and stores outside RAM reach. Called on the engine's thread, in the middle
 * of an instruction: an implementation changes device registers and nothing else. Work that touches
 * guest memory or interrupt lines waits for the stop that {@link CpuEngine#stopBeforeNextBlock}
 * asks for.
 */
public interface Bus {

  /**
   * A range of physical addresses that devices occupy.
   *
   * @param base multiple of 4096
   * @param length in bytes, a positive multiple of 4096
   */
  record Window(long base, long length) {}

  /**
   * Where devices are, without overlap. The engine asks once, when it is created. An access outside
   * RAM and all windows raises an access fault in the guest and never comes here.
   */
  List<Window> windows();

  /**
   * @param address physical, within a window
   * @param size 1, 2 or 4 bytes; an access of 8 bytes arrives as two of 4, the lower address first
   * @return the value, zero-extended; an address without a register reads as 0
   */
  long read(long address, int size);

  /**
   * @param address physical, within a window
   * @param size 1, 2 or 4 bytes; an access of 8 bytes arrives as two of 4, the lower address first
   * @param value in the low {@code size} bytes
   */
  void write(long address, int size, long value);
}
