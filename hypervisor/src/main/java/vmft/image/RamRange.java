package vmft.image;

/**
 * Guest RAM as far as images may fill it.
 *
 * @param base physical address of the first byte
 * @param length in bytes
 */
public record RamRange(long base, long length) {
  /** No bytes at all. */
  public static final RamRange EMPTY = new RamRange(0, 0);

  /** Address behind the last byte. */
  public long end() {
    return base + length;
  }

  public boolean contains(long address, long bytes) {
    long offset = address - base;
    return offset >= 0 && bytes >= 0 && offset <= length && bytes <= length - offset;
  }

  @Override
  public String toString() {
    return String.format("0x%x..0x%x", base, base + length);
  }
}
