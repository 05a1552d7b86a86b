package vmft.channel;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as people write it: {@code host:port}, with brackets around an IPv6 address.
 *
 * @param host a name or an address, without brackets; never empty
 * @param port 0 to 65535; 0 lets the operating system choose one to listen on
 */
public record HostAndPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):(\\d{1,5})");
  private static final int LARGEST_PORT = 65_535;

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; the message is one line for whoever wrote it
   */
  public static HostAndPort parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "address: expected host:port, as in 127.0.0.1:7000 or [::1]:7000, found \""
              + text
              + "\"");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new HostAndPort(host, Integer.parseInt(matcher.group(3)));
  }

  public static HostAndPort of(InetSocketAddress address) {
    return new HostAndPort(address.getHostString(), address.getPort());
  }

  /** The address to connect to or to listen on; looks up the name, which may take a while. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
