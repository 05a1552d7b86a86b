package vmft.net;

import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param bits the 32 bits, first byte on the wire in the highest place
 */
public record Ipv4Address(int bits) {
  public static final Ipv4Address ANY = new Ipv4Address(0);
  public static final Ipv4Address BROADCAST = new Ipv4Address(-1);

  private static final Pattern TEXT = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /**
   * Reads {@code 10.0.2.15}. Never asks a name service.
   *
   * @throws IllegalArgumentException if it is anything else; the message is for the user
   */
  public static Ipv4Address parse(String text) {
    int bits = 0;
    boolean good = TEXT.matcher(text).matches();
    for (String part : good ? text.split("\\.", -1) : new String[0]) {
      int value = Integer.parseInt(part);
      good &= value <= 255;
      bits = bits << 8 | value;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "IPv4 address: expected four numbers such as 10.0.2.15, found '" + text + "'");
    }
    return new Ipv4Address(bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
