package vmft.engine;

/**
 * What the hart's loads and stores outside RAM reach. Called on the engine's thread, in the middle
 * of an instruction: an implementation changes device registers and nothing else. Work that touches
 * guest memory or interrupt lines waits for the stop that {@link CpuEngine#stopBeforeNextBlock}
 * asks for.
 */
public interface Bus {

  /**
   * @param address physical
   * @param size 1, 2, 4 or 8 bytes
   * @return the value, zero-extended; an address without a device reads as 0
   */
  long read(long address, int size);

  /**
   * @param address physical
   * @param size 1, 2, 4 or 8 bytes
   * @param value in the low {@code size} bytes
   */
  void write(long address, int size, long value);
}
