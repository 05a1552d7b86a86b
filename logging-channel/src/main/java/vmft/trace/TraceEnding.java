package vmft.trace;

/**
 * How a trace file ends.
 *
 * @param atByte offset behind the last byte that is good; the file's length if it is complete
 * @param detail what was expected and found there; empty if the file is complete
 */
public record TraceEnding(Kind kind, long atByte, String detail) {

  /** The ways in which a trace file can end. */
  public enum Kind {
    /** The writer closed the file in order; every entry is there. */
    COMPLETE,
    /** The writer was killed, or the disk was full: the entries up to there are good. */
    CUT_OFF,
    /** The file was changed after it was written: the entries up to there are good. */
    DAMAGED
  }

  static TraceEnding complete(long length) {
    return new TraceEnding(Kind.COMPLETE, length, "");
  }

  static TraceEnding cutOff(long atByte, String detail) {
    return new TraceEnding(Kind.CUT_OFF, atByte, detail);
  }

  static TraceEnding damaged(long atByte, String detail) {
    return new TraceEnding(Kind.DAMAGED, atByte, detail);
  }

  /** For people, e.g. {@code cut off at byte 4711: expected 900 more bytes, found 12}. */
  @Override
  public String toString() {
    return switch (kind) {
      case COMPLETE -> "complete";
      case CUT_OFF -> "cut off at byte " + atByte + ": " + detail;
      case DAMAGED -> "damaged at byte " + atByte + ": " + detail;
    };
  }
}
