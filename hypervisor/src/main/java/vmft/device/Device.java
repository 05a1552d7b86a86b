package vmft.device;

/**
 * A device that the guest reaches through a window of physical addresses.
 *
 * <p>A register access changes registers and nothing else. What a device has to do with guest
 * memory or the outside world it does in {@link #service}, while the hart stands at a block
 * boundary; that is what makes the place of every DMA and output the same on both replicas.
 */
public interface Device {

  /**
   * @param offset into the window; at least 0, any alignment
   * @param size 1, 2 or 4 bytes; a guest's access of 8 bytes comes as two of 4, low half first
   * @return the value, zero-extended; 0 where there is no register of this size
   */
  long read(int offset, int size);

  /**
   * @param offset into the window; at least 0, any alignment
   * @param size 1, 2 or 4 bytes; a guest's access of 8 bytes comes as two of 4, low half first
   * @param value zero-extended; ignored where there is no register of this size
   */
  void write(int offset, int size, long value);

  /** Whether the hart must stop before its next block so that {@link #service} can be called. */
  default boolean needsService() {
    return false;
  }

  /** Does the work that register accesses have asked for. Only while the hart stands. */
  default void service() {}

  /** Back to the state after power-on, but for what a real one would keep on its medium. */
  void reset();

  /**
   * Writes what stands for the state where states are compared: the state itself or, of a part that
   * is large, a digest. Only after {@link #service}.
   */
  default void fingerprint(StateWriter out) {
    save(out);
  }

  /** Writes all state. Only after {@link #service}, so that no work is left over. */
  void save(StateWriter out);

  /** Sets the state that {@link #save} wrote. */
  void restore(StateReader in);
}
