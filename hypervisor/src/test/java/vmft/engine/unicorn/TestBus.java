package vmft.engine.unicorn;

import java.util.ArrayList;
import java.util.List;
import vmft.engine.Bus;

/**
 * A device of one page: offset 0 keeps what is written, offset 8 asks for attention, offset 16
 * reads the clock.
 */
final class TestBus implements Bus {
  static final long BASE = 0x1000_0000;

  final List<String> accesses = new ArrayList<>();
  UnicornEngine engine;
  long kept;

  @Override
  public List<Window> windows() {
    return List.of(new Window(BASE, 0x1000));
  }

  @Override
  public long read(long address, int size) {
    accesses.add(String.format("read %d at +%d", size, address - BASE));
    if (address >= BASE + 16) {
      return engine.readClock() >>> 8 * (address - BASE - 16);
    }
    return kept;
  }

  @Override
  public void write(long address, int size, long value) {
    accesses.add(
        String.format("write %d of 0x%x at +%d, count %d", size, value, address - BASE, count()));
    kept = value;
    if (address == BASE + 8) {
      engine.stopBeforeNextBlock();
    }
    if (address == BASE + 0x18) {
      throw new IllegalStateException("device broken");
    }
  }

  private long count() {
    return engine.count();
  }
}
