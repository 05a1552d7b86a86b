package vmft.net.passt;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of this host that leads to one of the guest's.
 *
 * @param host the address of this host to listen on
 * @param port 1 to 65535
 * @param guestPort 1 to 65535
 */
public record Publication(String host, int port, int guestPort, Protocol protocol) {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d+(?:\\.\\d+){3}):)?(\\d{1,5}):(\\d{1,5})(?:/(tcp|udp))?");

  private static final int LARGEST_PORT = 65_535;

  /** What is forwarded. */
  public enum Protocol {
    TCP,
    UDP
  }

  /**
   * Reads {@code [HOST:]PORT:GUESTPORT[/udp]}; without a host it is 127.0.0.1, which only this host
   * can reach.
   *
   * @throws IllegalArgumentException if it is none; the message is one line for the user
   */
  public static Publication parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !isPort(matcher.group(2)) || !isPort(matcher.group(3))) {
      throw new IllegalArgumentException(
          "expected [HOST:]PORT:GUESTPORT[/udp] with ports of 1 to 65535, as in 8080:80 or"
              + " 0.0.0.0:8080:80, found \""
              + text
              + "\"");
    }
    return new Publication(
        matcher.group(1) == null ? "127.0.0.1" : matcher.group(1),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        "udp".equals(matcher.group(4)) ? Protocol.UDP : Protocol.TCP);
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= LARGEST_PORT;
  }

  /** As passt's options {@code -t} and {@code -u} take it. */
  String spec() {
    return host + "/" + port + ":" + guestPort;
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return host + ":" + port + ":" + guestPort + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }
}
