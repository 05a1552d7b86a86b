package vmft.net;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits the 48 bits, first byte on the wire in the highest place
 */
public record MacAddress(long bits) {
  public static final int BYTES = 6;
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
  public static final MacAddress ZERO = new MacAddress(0);

  private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException(
          "MAC address: expected 48 bits, found 0x" + Long.toHexString(bits));
    }
  }

  /**
   * Reads {@code 52:54:00:12:34:56}.
   *
   * @throws IllegalArgumentException if it is anything else; the message is for the user
   */
  public static MacAddress parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "MAC address: expected six bytes such as 52:54:00:12:34:56, found '" + text + "'");
    }
    return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
  }

  /** Takes six bytes from the buffer, which must have them. */
  static MacAddress get(ByteBuffer from) {
    long high = Short.toUnsignedLong(from.getShort());
    return new MacAddress(high << 32 | Integer.toUnsignedLong(from.getInt()));
  }

  void put(ByteBuffer to) {
    to.putShort((short) (bits >>> 32)).putInt((int) bits);
  }

  /** Whether frames to this address are meant for many; broadcast is one such address. */
  public boolean isMulticast() {
    return (bits >>> 40 & 1) != 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(text.isEmpty() ? "" : ":").append(String.format("%02x", bits >>> shift & 0xff));
    }
    return text.toString();
  }
}
