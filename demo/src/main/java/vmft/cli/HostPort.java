package vmft.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code host:port}; IPv6 addresses stand in brackets. */
final class HostPort implements ITypeConverter<InetSocketAddress> {
  private static final int MAX_PORT = 65_535;

  @Override
  public InetSocketAddress convert(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw wrong(text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    InetSocketAddress address = new InetSocketAddress(host, port(text, text.substring(colon + 1)));
    if (address.isUnresolved()) {
      throw new TypeConversionException("expected a known host, found '" + host + "'");
    }
    return address;
  }

  private static int port(String text, String number) {
    try {
      int port = Integer.parseInt(number);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong(text);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException("expected HOST:PORT, found '" + text + "'");
  }
}
