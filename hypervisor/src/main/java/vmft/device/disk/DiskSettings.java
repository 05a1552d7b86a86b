package vmft.device.disk;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which disk a machine has. Both replicas must have the same.
 *
 * @param mode whether the guest may write
 * @param bytes size of the image; a multiple of {@link #SECTOR_BYTES}, at least one
 * @param limitMiB how much the guest may write over, in MiB of memory; 0 if it may not write
 * @param sha256 digest of the image, 64 hexadecimal digits
 */
public record DiskSettings(Mode mode, long bytes, int limitMiB, String sha256) {
  /** The unit in which a block device counts. */
  public static final int SECTOR_BYTES = 512;

  /** Fits into the heap of a replica of the demo. */
  public static final int DEFAULT_LIMIT_MIB = 128;

  private static final int MAX_LIMIT_MIB = 1 << 16;
  private static final Pattern TEXT =
      Pattern.compile("(ro|cow) bytes:(\\d{1,18}) limit-mib:(\\d{1,6}) sha256:([0-9a-f]{64})");

  /** What the guest may do with its disk. */
  public enum Mode {
    /** Read it. */
    READ_ONLY("ro"),
    /** Write as well; what it writes stays in the machine's memory until power-off. */
    COPY_ON_WRITE("cow");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /** As the user writes it: {@code ro} or {@code cow}. */
    public String word() {
      return word;
    }

    /**
     * @throws IllegalArgumentException if it is neither; the message is for the user
     */
    public static Mode of(String word) {
      for (Mode mode : values()) {
        if (mode.word.equals(word)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("disk mode: expected ro or cow, found '" + word + "'");
    }
  }

  /**
   * @throws IllegalArgumentException if a value is out of range; the message is for the user
   */
  public DiskSettings {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(sha256, "sha256");
    if (bytes < SECTOR_BYTES || bytes % SECTOR_BYTES != 0) {
      throw new IllegalArgumentException(
          "disk: expected a size that is a multiple of "
              + SECTOR_BYTES
              + " bytes, found "
              + bytes
              + "; fill it up with 'truncate --size=%512'");
    }
    int least = mode == Mode.READ_ONLY ? 0 : 1;
    int most = mode == Mode.READ_ONLY ? 0 : MAX_LIMIT_MIB;
    if (limitMiB < least || limitMiB > most) {
      throw new IllegalArgumentException(
          String.format(
              "disk limit with mode %s: expected %d to %d MiB, found %d",
              mode.word(), least, most, limitMiB));
    }
  }

  public boolean writable() {
    return mode == Mode.COPY_ON_WRITE;
  }

  public long sectors() {
    return bytes / SECTOR_BYTES;
  }

  /** Bytes of memory that the guest may fill with what it writes. */
  public long limitBytes() {
    return (long) limitMiB << 20;
  }

  /** The counterpart of {@link #parse}; one line. */
  public String canonicalText() {
    return mode.word() + " bytes:" + bytes + " limit-mib:" + limitMiB + " sha256:" + sha256;
  }

  /**
   * @throws IllegalArgumentException if it is not such a text
   */
  public static DiskSettings parse(String canonicalText) {
    Matcher match = TEXT.matcher(canonicalText);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "disk: expected mode, bytes, limit-mib and sha256, found '" + canonicalText + "'");
    }
    return new DiskSettings(
        Mode.of(match.group(1)),
        Long.parseLong(match.group(2)),
        Integer.parseInt(match.group(3)),
        match.group(4));
  }
}
