package vmft.machine;

import java.nio.ByteBuffer;
import vmft.engine.CpuEngine;
import vmft.engine.GuestMemory;
import vmft.engine.HartState;
import vmft.image.GuestImage;
import vmft.image.GuestImage.Segment;

/** Puts a guest into RAM and the hart to its entry, as firmware does after power-on. */
final class GuestLoader {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int A0 = 10;
  private static final int A1 = 11;
  private static final int A2 = 12;

  private final MachineConfig config;
  private final GuestImage image;
  private final CpuEngine engine;
  private final HartState resetState;

  /**
   * @param engine in reset state
   */
  GuestLoader(MachineConfig config, GuestImage image, CpuEngine engine) {
    this.config = config;
    this.image = image;
    this.engine = engine;
    this.resetState = engine.exportState();
  }

  /** Loads into RAM that is all zero. */
  void load() {
    GuestMemory memory = engine.memory();
    for (Segment segment : image.segments()) {
      put(memory, segment.address(), bytesOf(segment.data()));
    }
    put(memory, config.deviceTreeAddress(), DeviceTree.of(config, image.start()));
    engine.memoryWritten(memory.base(), memory.size());
    engine.importState(entryState());
  }

  /** Clears RAM and loads again; the count goes on. */
  void reload() {
    GuestMemory memory = engine.memory();
    byte[] zeros = new byte[CHUNK_BYTES];
    for (int done = 0; done < memory.size(); done += CHUNK_BYTES) {
      memory.write(memory.base() + done, zeros, 0, CHUNK_BYTES);
    }
    load();
  }

  private static byte[] bytesOf(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }

  private static void put(GuestMemory memory, long address, byte[] bytes) {
    memory.write(address, bytes, 0, bytes.length);
  }

  /** a0 = number of the hart, a1 = address of the device tree, a2 = what firmware is told. */
  private HartState entryState() {
    long[] x = new long[resetState.x().length];
    x[A0] = 0;
    x[A1] = config.deviceTreeAddress();
    x[A2] = image.start().firmwareInfo();
    EntryMode mode = EntryMode.of(image.start());
    return new HartState(
        engine.count(),
        image.entry(),
        mode.privilege(),
        x,
        resetState.f(),
        mode.csrs(resetState.csrs()),
        resetState.reservation(),
        resetState.reservedValue(),
        false);
  }
}
