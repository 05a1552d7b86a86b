package vmft.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import vmft.tas.raft.FlagGroup;

/** Reads the list of test-and-set replicas. */
final class FlagGroupConverter implements ITypeConverter<FlagGroup> {
  @Override
  public FlagGroup convert(String text) {
    try {
      return FlagGroup.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
