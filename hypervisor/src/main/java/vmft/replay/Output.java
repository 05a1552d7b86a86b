package vmft.replay;

import java.util.Objects;
import java.util.zip.CRC32C;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.OutputMade;

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

  /** The log entry that tells of this output. */
  public OutputMade entry() {
    return new OutputMade(count, kind, data.length, checksum());
  }

  private int checksum() {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return (int) crc.getValue();
  }
}
