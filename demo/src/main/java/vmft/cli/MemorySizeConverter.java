package vmft.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size of memory in MiB, as QEMU reads it: {@code 256}, {@code 256M}, {@code 1G}. */
final class MemorySizeConverter implements ITypeConverter<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([MmGg]?)");
  private static final int MIB_IN_GIB = 1024;

  @Override
  public Integer convert(String value) {
    Matcher matcher = SIZE.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "expected a size such as 256, 256M or 1G, found '" + value + "'");
    }
    int number = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equalsIgnoreCase("g") ? number * MIB_IN_GIB : number;
  }
}
