package vmft.engine.unicorn;

import vmft.engine.Bus;

/**
 * The shim's way to the {@link Bus}. An exception cannot pass through Unicorn's frames, so the
 * first one is kept, the run asked to stop, and the exception thrown again where the run returns.
 */
final class DeviceCalls {
  private final Bus bus;
  private final Runnable stop;
  private RuntimeException failure;

  /** Held here as long as the shim may call them: JNA forgets callbacks that nobody refers to. */
  final Shim.MmioRead read = this::read;

  final Shim.MmioWrite write = this::write;

  DeviceCalls(Bus bus, Runnable stop) {
    this.bus = bus;
    this.stop = stop;
  }

  private long read(long address, int size) {
    try {
      return bus.read(address, size);
    } catch (RuntimeException e) {
      keep(e);
      return 0;
    }
  }

  private void write(long address, int size, long value) {
    try {
      bus.write(address, size, value);
    } catch (RuntimeException e) {
      keep(e);
    }
  }

  private void keep(RuntimeException e) {
    if (failure == null) {
      failure = e;
    }
    stop.run();
  }

  void rethrow() {
    if (failure != null) {
      RuntimeException thrown = failure;
      failure = null;
      throw thrown;
    }
  }
}
