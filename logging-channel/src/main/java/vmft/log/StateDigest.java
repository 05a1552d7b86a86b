package vmft.log;

/**
 * A 128-bit digest of a machine's state. Equal states have equal digests; different states have
 * different ones but for chance.
 */
public record StateDigest(long high, long low) {

  /** Thirty-two lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
