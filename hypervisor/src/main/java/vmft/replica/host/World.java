package vmft.replica.host;

import vmft.console.GuestConsole;
import vmft.log.LogEntry.OutputKind;
import vmft.net.FrameSink;
import vmft.replay.Output;

/**
 * Where outputs go when they leave: the cable to the switch, and the console. Called on the
 * replica's thread; must not block.
 *
 * @param uplink takes frames; drops them all if the machine has no network
 * @param console takes the bytes of the guest's console
 */
public record World(FrameSink uplink, GuestConsole console) {

  /** A machine without a network. */
  public static World withoutNetwork(GuestConsole console) {
    return new World((frame, validUntil) -> false, console);
  }

  void emit(Output output, long validUntil) {
    switch (output.kind()) {
      case FRAME -> uplink.send(output.data(), validUntil);
      case CONSOLE -> console.write(output.data());
    }
  }

  /** The frames of the other replica are no business of this one's. */
  void emittedElsewhere(Output output) {
    if (output.kind() == OutputKind.CONSOLE) {
      console.writtenElsewhere(output.data());
    }
  }
}
