package vmft.device;

import java.util.Arrays;

/**
 * The platform-level interrupt controller: 95 sources, and two contexts, machine and supervisor
 * mode of hart 0.
 *
 * <p>As in QEMU's {@code sifive_plic}, a source is pending or not as its device last announced, a
 * claim clears it, and the device's next announcement sets it again. A strictly level-triggered
 * gateway, which would look at the line once more upon completion, makes guests storm that are used
 * to the transmit interrupt of QEMU's UART.
 */
public final class Plic implements Device {
  /** Bytes of the window. */
  public static final int SIZE = 0x60_0000;

  /** Number of the last source; there is no source 0. */
  public static final int SOURCES = 95;

  private static final int WORDS = 3;
  private static final int CONTEXTS = 2;
  private static final int[] CONTEXT_LINES = {
    HartLine.MACHINE_EXTERNAL, HartLine.SUPERVISOR_EXTERNAL
  };
  private static final int PRIORITY_MASK = 7;

  private static final int PRIORITY = 0x0000;
  private static final int PENDING = 0x1000;
  private static final int ENABLE = 0x2000;
  private static final int ENABLE_STRIDE = 0x80;
  private static final int CONTEXT = 0x20_0000;
  private static final int CONTEXT_STRIDE = 0x1000;
  private static final int THRESHOLD = 0;
  private static final int CLAIM = 4;

  private final int[] priority = new int[SOURCES + 1];
  private final int[] pending = new int[WORDS];
  private final int[] claimed = new int[WORDS];
  private final int[][] enabled = new int[CONTEXTS][WORDS];
  private final int[] threshold = new int[CONTEXTS];

  /**
   * @param source 1 to {@link #SOURCES}
   */
  public InterruptLine line(int source) {
    if (source < 1 || source > SOURCES) {
      throw new IllegalArgumentException(
          "interrupt source: expected 1.." + SOURCES + ", found " + source);
    }
    return high -> put(pending, source, high);
  }

  /** Levels of the hart's interrupt lines that are driven from here, as {@link HartLine} bits. */
  public int lines() {
    int lines = 0;
    for (int context = 0; context < CONTEXTS; context++) {
      if (best(context) != 0) {
        lines |= CONTEXT_LINES[context];
      }
    }
    return lines;
  }

  /** The source that a claim would return: highest priority, then lowest number; 0 for none. */
  private int best(int context) {
    int best = 0;
    int bestPriority = threshold[context];
    for (int word = 0; word < WORDS; word++) {
      int candidates = pending[word] & ~claimed[word] & enabled[context][word];
      for (; candidates != 0; candidates &= candidates - 1) {
        int source = word * 32 + Integer.numberOfTrailingZeros(candidates);
        if (priority[source] > bestPriority) {
          best = source;
          bestPriority = priority[source];
        }
      }
    }
    return best;
  }

  @Override
  public long read(int offset, int size) {
    if (size != 4 || (offset & 3) != 0) {
      return 0;
    }
    if (offset >= CONTEXT) {
      return readContext((offset - CONTEXT) / CONTEXT_STRIDE, offset % CONTEXT_STRIDE);
    }
    return Integer.toUnsignedLong(readShared(offset));
  }

  private int readShared(int offset) {
    if (isPriority(offset)) {
      return priority[offset / 4];
    }
    if (isWord(offset - PENDING)) {
      return pending[(offset - PENDING) / 4];
    }
    int context = (offset - ENABLE) / ENABLE_STRIDE;
    return isEnable(offset) ? enabled[context][offset % ENABLE_STRIDE / 4] : 0;
  }

  private int readContext(int context, int register) {
    if (context >= CONTEXTS) {
      return 0;
    }
    return switch (register) {
      case THRESHOLD -> threshold[context];
      case CLAIM -> claim(context);
      default -> 0;
    };
  }

  private int claim(int context) {
    int source = best(context);
    if (source != 0) {
      put(pending, source, false);
      put(claimed, source, true);
    }
    return source;
  }

  @Override
  public void write(int offset, int size, long value) {
    if (size != 4 || (offset & 3) != 0) {
      return;
    }
    if (offset >= CONTEXT) {
      writeContext((offset - CONTEXT) / CONTEXT_STRIDE, offset % CONTEXT_STRIDE, (int) value);
    } else if (isPriority(offset)) {
      priority[offset / 4] = (int) value & PRIORITY_MASK;
    } else if (isEnable(offset)) {
      int word = offset % ENABLE_STRIDE / 4;
      enabled[(offset - ENABLE) / ENABLE_STRIDE][word] = (int) value & (word == 0 ? ~1 : ~0);
    }
  }

  private void writeContext(int context, int register, int value) {
    if (context >= CONTEXTS) {
      return;
    }
    if (register == THRESHOLD) {
      threshold[context] = value & PRIORITY_MASK;
    } else if (register == CLAIM && value > 0 && value <= SOURCES) {
      put(claimed, value, false);
    }
  }

  private static boolean isPriority(int offset) {
    return offset > PRIORITY && offset <= PRIORITY + 4 * SOURCES;
  }

  private static boolean isEnable(int offset) {
    int relative = offset - ENABLE;
    return relative >= 0 && relative < CONTEXTS * ENABLE_STRIDE && isWord(relative % ENABLE_STRIDE);
  }

  private static boolean isWord(int offset) {
    return offset >= 0 && offset < 4 * WORDS;
  }

  private static void put(int[] bits, int source, boolean value) {
    int bit = 1 << source % 32;
    if (value) {
      bits[source / 32] |= bit;
    } else {
      bits[source / 32] &= ~bit;
    }
  }

  @Override
  public void reset() {
    Arrays.fill(priority, 0);
    Arrays.fill(pending, 0);
    Arrays.fill(claimed, 0);
    Arrays.fill(threshold, 0);
    for (int[] words : enabled) {
      Arrays.fill(words, 0);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.putInts(priority).putInts(pending).putInts(claimed).putInts(threshold);
    for (int[] words : enabled) {
      out.putInts(words);
    }
  }

  @Override
  public void restore(StateReader in) {
    in.getInts(priority);
    in.getInts(pending);
    in.getInts(claimed);
    in.getInts(threshold);
    for (int[] words : enabled) {
      in.getInts(words);
    }
  }
}
