package vmft.device;

/** Access to the halves of a 64-bit register that has two 32-bit addresses. */
public final class Halves {
  private static final long LOW = 0xffff_ffffL;

  private Halves() {}

  public static long low(long value) {
    return value & LOW;
  }

  public static long high(long value) {
    return value >>> 32;
  }

  public static long withLow(long value, long low) {
    return value & ~LOW | low & LOW;
  }

  public static long withHigh(long value, long high) {
    return value & LOW | high << 32;
  }
}
