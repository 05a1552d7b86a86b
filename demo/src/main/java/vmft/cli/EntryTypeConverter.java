package vmft.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import vmft.log.EntryType;

/** Reads the label of a type of log entries. */
final class EntryTypeConverter implements ITypeConverter<EntryType> {
  @Override
  public EntryType convert(String text) {
    return Arrays.stream(EntryType.values())
        .filter(type -> type.label().equals(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(expectedOneOfThem(text)));
  }

  private static String expectedOneOfThem(String text) {
    return Arrays.stream(EntryType.values())
        .map(EntryType::label)
        .collect(Collectors.joining(", ", "expected one of ", ", found '" + text + "'"));
  }
}
