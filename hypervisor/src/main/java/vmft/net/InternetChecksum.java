package vmft.net;

import java.nio.ByteBuffer;

/** The checksum of IPv4, UDP and ICMP (RFC 1071): ones' complement sum of 16-bit words. */
final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * Of all bytes from the start of the array to {@code length}; an odd byte at the end counts as
   * the high half of a word. Over bytes that already contain their right checksum it is 0.
   */
  static int of(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    long sum = 0;
    while (in.remaining() >= 2) {
      sum += Short.toUnsignedInt(in.getShort());
    }
    if (in.hasRemaining()) {
      sum += Byte.toUnsignedInt(in.get()) << 8;
    }
    return fold(sum);
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) (~folded & 0xffff);
  }
}
