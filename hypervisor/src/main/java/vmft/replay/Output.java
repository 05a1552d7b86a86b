package vmft.replay;

import java.util.Objects;
import vmft.log.LogEntry.OutputKind;

/**
 * Something that the guest sent to the outside world.
 *
 * @param count instructions retired when it was made
 * @param data never changed after construction
 */
public record Output(long count, OutputKind kind, byte[] data) {
  public Output {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(data, "data");
  }
}
