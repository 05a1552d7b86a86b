package vmft.log;

import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.OutputKind;

/** The four flag bits of a packed entry: small values that would not be worth a byte. */
final class EntryFlags {
  private EntryFlags() {}

  static int of(Command command) {
    return switch (command) {
      case POWER_OFF -> 0;
      case RESET -> 1;
    };
  }

  /** Null if no command has these flags. */
  static Command command(int flags) {
    return switch (flags) {
      case 0 -> Command.POWER_OFF;
      case 1 -> Command.RESET;
      default -> null;
    };
  }

  static int of(OutputKind kind) {
    return switch (kind) {
      case FRAME -> 0;
      case CONSOLE -> 1;
    };
  }

  /** Null if no kind of output has these flags. */
  static OutputKind outputKind(int flags) {
    return switch (flags) {
      case 0 -> OutputKind.FRAME;
      case 1 -> OutputKind.CONSOLE;
      default -> null;
    };
  }

  static int of(boolean full) {
    return full ? 1 : 0;
  }
}
