package vmft.replay;

import java.util.ArrayDeque;
import java.util.Queue;
import vmft.log.LogEntry.Command;

/**
 * What has arrived from outside and waits for the guest to stand still. Each queue has a bound, as
 * the buffers of a real device have: frames beyond it are dropped, which networks may do (R5.6);
 * console bytes beyond it are refused.
 *
 * <p>Confined to the replica's thread; network threads deposit with the replica, not here.
 */
public final class LiveInputs {
  /** Two rings of a usual network card: a burst fits, a flood does not grow memory. */
  static final int MAX_FRAMES = 512;

  /** More than a person pastes. */
  static final int MAX_CONSOLE_BYTES = 64 * 1024;

  /** More than an operator can mean at once. */
  static final int MAX_COMMANDS = 16;

  private final Queue<byte[]> frames = new ArrayDeque<>();
  private final Queue<Byte> console = new ArrayDeque<>();
  private final Queue<Command> commands = new ArrayDeque<>();
  private long framesDropped;

  public void frame(byte[] frame) {
    if (frames.size() == MAX_FRAMES) {
      framesDropped++;
      return;
    }
    frames.add(frame);
  }

  /**
   * @return whether there was room
   */
  public boolean consoleByte(byte value) {
    return console.size() < MAX_CONSOLE_BYTES && console.add(value);
  }

  /** Console bytes that wait for the guest. */
  public int consoleWaiting() {
    return console.size();
  }

  /** Takes all of these bytes if there is room for them, and none otherwise. */
  public void consoleText(byte[] bytes) {
    if (console.size() + bytes.length <= MAX_CONSOLE_BYTES) {
      for (byte value : bytes) {
        console.add(value);
      }
    }
  }

  /**
   * @return whether there was room
   */
  public boolean command(Command command) {
    return commands.size() < MAX_COMMANDS && commands.add(command);
  }

  public long framesDropped() {
    return framesDropped;
  }

  Command takeCommand() {
    return commands.poll();
  }

  byte[] takeFrame() {
    return frames.poll();
  }

  boolean hasFrame() {
    return !frames.isEmpty();
  }

  boolean hasConsoleByte() {
    return !console.isEmpty();
  }

  int takeConsoleByte() {
    return console.remove() & 0xff;
  }
}
