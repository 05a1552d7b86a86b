package vmft.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import vmft.channel.HostAndPort;

/** Reads {@code host:port}. */
final class HostAndPortConverter implements ITypeConverter<HostAndPort> {
  @Override
  public HostAndPort convert(String text) {
    try {
      return HostAndPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
