package vmft.device;

import java.util.Arrays;

/** The receiving half of the UART: a FIFO of 16 bytes, or a single register when it is off. */
final class UartReceiver {
  private static final int CAPACITY = 16;
  private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};

  private final int[] ring = new int[CAPACITY];
  private int first;
  private int held;
  private boolean fifo;
  private int trigger = 1;
  private boolean overrun;

  /** Whether a byte that came now would find room. */
  boolean accepts() {
    return held < (fifo ? CAPACITY : 1);
  }

  boolean hasData() {
    return held > 0;
  }

  /** Whether the next byte taken is the last one. */
  boolean holdsOne() {
    return held == 1;
  }

  /** Whether as much has come as the guest wants to be told of at once. */
  boolean reachedTrigger() {
    return held >= (fifo ? trigger : 1);
  }

  boolean overrun() {
    return overrun;
  }

  void clearOverrun() {
    overrun = false;
  }

  /** Takes a byte from outside; one that finds no room sets the overrun flag and is lost. */
  void put(int value) {
    if (!accepts()) {
      overrun = true;
      return;
    }
    ring[(first + held) % CAPACITY] = value;
    held++;
  }

  /** The oldest byte; 0 when there is none. */
  int take() {
    if (held == 0) {
      return 0;
    }
    int value = ring[first];
    first = (first + 1) % CAPACITY;
    held--;
    return value;
  }

  void clear() {
    first = 0;
    held = 0;
  }

  /**
   * @param triggerCode bits 7:6 of the FIFO control register
   */
  void configure(boolean fifoEnabled, int triggerCode) {
    fifo = fifoEnabled;
    trigger = TRIGGER_LEVELS[triggerCode];
  }

  void reset() {
    clear();
    configure(false, 0);
    overrun = false;
  }

  void save(StateWriter out) {
    out.putBoolean(fifo).putInt(trigger).putBoolean(overrun).putInt(held);
    for (int i = 0; i < held; i++) {
      out.putInt(ring[(first + i) % CAPACITY]);
    }
  }

  void restore(StateReader in) {
    Arrays.fill(ring, 0);
    first = 0;
    fifo = in.getBoolean();
    trigger = in.getInt();
    overrun = in.getBoolean();
    held = in.getInt();
    for (int i = 0; i < held; i++) {
      ring[i] = in.getInt();
    }
  }
}
