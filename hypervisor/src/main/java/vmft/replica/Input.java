package vmft.replica;

import vmft.log.LogEntry.Command;

/** Something that arrived from outside for the guest. */
public sealed interface Input {
  record Frame(byte[] bytes) implements Input {}

  record ConsoleByte(byte value) implements Input {}

  record Operator(Command command) implements Input {}
}
