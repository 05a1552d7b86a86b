package vmft.bench;

import java.util.List;
import java.util.function.Consumer;
import vmft.engine.Bus;

/**
 * The least that a computing guest needs: a UART that always has room, and a finisher. It asks the
 * engine for nothing until the guest switches off, so that an engine without hooks can run on it.
 */
final class BareBoard implements Bus {
  private static final long FINISHER = 0x0010_0000;
  private static final long UART = 0x1000_0000;
  private static final long UART_LINE_STATUS = UART + 5;
  private static final int TRANSMITTER_EMPTY = 0x60;
  private static final long PAGE = 4096;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private Runnable stop = () -> {};
  private boolean off;

  /**
   * @param lines told of each line that the guest prints
   */
  BareBoard(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Called when the guest switches off. */
  void onPowerOff(Runnable action) {
    stop = action;
  }

  boolean isOff() {
    return off;
  }

  @Override
  public List<Window> windows() {
    return List.of(new Window(FINISHER, PAGE), new Window(UART, PAGE));
  }

  @Override
  public long read(long address, int size) {
    return address == UART_LINE_STATUS ? TRANSMITTER_EMPTY : 0;
  }

  @Override
  public void write(long address, int size, long value) {
    if (address == UART) {
      print((char) (value & 0xff));
    } else if (address == FINISHER) {
      off = true;
      stop.run();
    }
  }

  private void print(char c) {
    if (c == '\n') {
      lines.accept(line.toString());
      line.setLength(0);
    } else {
      line.append(c);
    }
  }
}
