package vmft.log;

/**
 * A place in the log: the number of entries before it, counted since the machine started. Position
 * 0 is the start. "Received through 7" means that the entries 0 to 6 have arrived.
 *
 * <p>Not an instruction count, and not convertible into one; the types keep the two apart.
 */
public record LogPosition(long value) implements Comparable<LogPosition> {
  public static final LogPosition START = new LogPosition(0);

  public LogPosition {
    if (value < 0) {
      throw new IllegalArgumentException("log position: expected at least 0, found " + value);
    }
  }

  public LogPosition plus(long entries) {
    return new LogPosition(value + entries);
  }

  public boolean isAtLeast(LogPosition other) {
    return value >= other.value;
  }

  @Override
  public int compareTo(LogPosition other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
