package vmft.log;

import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogEntry.TimerExpired;

/**
 * The types of entries with the code that each bears in the packed form and the word by which
 * people name it. Codes are part of the format: never reuse one. Code 0 is kept free, so that a
 * stretch of zeros is not a run of valid entries.
 */
public enum EntryType {
  TIMER(1, "timer"),
  CLOCK(2, "clock"),
  SEED(3, "seed"),
  CONSOLE(4, "console"),
  FRAME(5, "frame"),
  RANDOM(6, "random"),
  CONTROL(7, "control"),
  OUTPUT(8, "output"),
  DIGEST(9, "digest"),
  POWER_OFF(10, "power-off");

  /** Bits of the first byte of a packed entry that hold the type; flags lie above them. */
  static final int CODE_BITS = 4;

  private static final EntryType[] BY_CODE = new EntryType[1 << CODE_BITS];

  static {
    for (EntryType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String label;

  EntryType(int code, String label) {
    this.code = code;
    this.label = label;
  }

  int code() {
    return code;
  }

  /** One lower-case word, as in the output and the filters of {@code vmft trace}. */
  public String label() {
    return label;
  }

  /** The type with this code, or null. */
  static EntryType ofCode(int code) {
    return BY_CODE[code];
  }

  /** The type of an entry; the most frequent ones are asked for first. */
  public static EntryType of(LogEntry entry) {
    if (entry instanceof ClockRead) {
      return CLOCK;
    } else if (entry instanceof TimerExpired) {
      return TIMER;
    } else if (entry instanceof OutputMade) {
      return OUTPUT;
    } else if (entry instanceof FrameReceived) {
      return FRAME;
    } else if (entry instanceof SeedRead) {
      return SEED;
    } else if (entry instanceof ConsoleInput) {
      return CONSOLE;
    } else if (entry instanceof RandomBytes) {
      return RANDOM;
    } else if (entry instanceof StateDigested) {
      return DIGEST;
    } else if (entry instanceof Control) {
      return CONTROL;
    } else if (entry instanceof PoweredOff) {
      return POWER_OFF;
    }
    throw new IllegalArgumentException("entry: expected one of the known types, found " + entry);
  }
}
