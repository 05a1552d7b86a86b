package vmft.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.RandomBytes;

/** Equality of entries by content, as entries with byte arrays do not have it themselves. */
public final class Entries {
  private Entries() {}

  public static void assertSame(List<LogEntry> actual, List<LogEntry> expected, Object context) {
    assertThat(actual).as("%s", context).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(isSame(actual.get(i), expected.get(i)))
          .as("%s, entry %d: %s and %s", context, i, actual.get(i), expected.get(i))
          .isTrue();
    }
  }

  private static boolean isSame(LogEntry a, LogEntry b) {
    if (a instanceof FrameReceived one && b instanceof FrameReceived other) {
      return one.count() == other.count() && Arrays.equals(one.frame(), other.frame());
    }
    if (a instanceof RandomBytes one && b instanceof RandomBytes other) {
      return one.count() == other.count() && Arrays.equals(one.bytes(), other.bytes());
    }
    return a.equals(b);
  }
}
