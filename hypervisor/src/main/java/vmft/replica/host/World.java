package vmft.replica.host;

import java.util.function.Consumer;
import vmft.net.FrameSink;
import vmft.replay.Output;

/**
 * Where outputs go when they leave: the cable to the switch, and the console. Called on the
 * replica's thread; must not block.
 *
 * @param uplink takes frames; drops them all if the machine has no network
 * @param console takes the bytes of the guest's console
 */
public record World(FrameSink uplink, Consumer<byte[]> console) {

  /** A machine without a network. */
  public static World withoutNetwork(Consumer<byte[]> console) {
    return new World((frame, validUntil) -> false, console);
  }

  void emit(Output output, long validUntil) {
    switch (output.kind()) {
      case FRAME -> uplink.send(output.data(), validUntil);
      case CONSOLE -> console.accept(output.data());
    }
  }
}
