package vmft.replica;

import vmft.log.LogEntry.Command;

/** Something that arrived from outside for the guest. */
public sealed interface Input {
  record Frame(byte[] bytes) implements Input {}

  record ConsoleByte(byte value) implements Input {}

  /**
   * Bytes typed at a console elsewhere: all are taken or none.
   *
   * @param position the number, counted from power-on, that the first one is to get; they are not
   *     taken if somebody else has typed meanwhile
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes
  record ConsoleText(long position, byte[] bytes) implements Input {}

  record Operator(Command command) implements Input {}
}
