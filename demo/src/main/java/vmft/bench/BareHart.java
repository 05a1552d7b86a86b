package vmft.bench;

import vmft.engine.CpuEngine;
import vmft.engine.HartState;
import vmft.engine.StopReason;
import vmft.engine.unicorn.Hooks;
import vmft.engine.unicorn.UnicornEngine;
import vmft.image.GuestImage;
import vmft.machine.MachineConfig;
import vmft.machine.MemoryMap;

/** A guest on the engine alone: no machine, no devices, no events. Confined to one thread. */
final class BareHart implements AutoCloseable {
  private static final int MACHINE_MODE = 3;

  private final BareBoard board;
  private final CpuEngine engine;

  /** Told of each line that the guest prints, on the thread that runs it. */
  @FunctionalInterface
  interface Console {
    /**
     * @param count instructions retired, up to the start of the printing block; 0 without hooks
     */
    void line(String text, long count);
  }

  BareHart(GuestImage image, Hooks hooks, Console console) {
    board = new BareBoard(text -> console.line(text, count()));
    engine =
        UnicornEngine.create(MemoryMap.RAM_BASE, MachineConfig.DEFAULT.memoryBytes(), board, hooks);
    board.onPowerOff(engine::stopBeforeNextBlock);
    load(image);
  }

  private void load(GuestImage image) {
    for (GuestImage.Segment segment : image.segments()) {
      byte[] bytes = new byte[segment.data().remaining()];
      segment.data().duplicate().get(bytes);
      engine.memory().write(segment.address(), bytes, 0, bytes.length);
    }
    engine.memoryWritten(engine.memory().base(), engine.memory().size());
    HartState reset = engine.exportState();
    engine.importState(
        new HartState(
            0,
            image.entry(),
            MACHINE_MODE,
            reset.x(),
            reset.f(),
            reset.csrs(),
            reset.reservation(),
            reset.reservedValue(),
            false));
  }

  /** Runs until the guest switches off. */
  void run() {
    while (!board.isOff()) {
      StopReason reason = engine.run(Long.MAX_VALUE);
      if (reason == StopReason.DEAD) {
        throw new BenchException("guest died: " + engine.deathReason());
      }
    }
  }

  private long count() {
    return engine.count();
  }

  @Override
  public void close() {
    engine.close();
  }
}
