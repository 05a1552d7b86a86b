package vmft.machine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vmft.device.Device;
import vmft.engine.Bus;

/**
 * Leads the hart's accesses to the devices, and asks for a stop when one of them has work that must
 * wait until the hart stands.
 *
 * <p>It exists before the devices do: the engine is made with it, and they with the engine.
 */
final class DeviceBus implements Bus {

  /** Called after an access when the hart shall stop before its next block. */
  interface Attention {
    void afterAccess(Device device);
  }

  private final Map<MemoryMap, Device> devices = new EnumMap<>(MemoryMap.class);
  private final MemoryMap[] windows = MemoryMap.values();
  private Attention attention;

  void attach(Map<MemoryMap, Device> all, Attention listener) {
    devices.putAll(all);
    attention = Objects.requireNonNull(listener, "listener");
  }

  @Override
  public List<Window> windows() {
    return Arrays.stream(windows).map(w -> new Window(w.base(), w.size())).toList();
  }

  @Override
  public long read(long address, int size) {
    MemoryMap window = windowAt(address);
    Device device = devices.get(window);
    long value = device.read((int) (address - window.base()), size);
    attention.afterAccess(device);
    return value;
  }

  @Override
  public void write(long address, int size, long value) {
    MemoryMap window = windowAt(address);
    Device device = devices.get(window);
    device.write((int) (address - window.base()), size, value & -1L >>> 64 - 8 * size);
    attention.afterAccess(device);
  }

  private MemoryMap windowAt(long address) {
    for (MemoryMap window : windows) {
      if (window.contains(address)) {
        return window;
      }
    }
    throw new IllegalArgumentException(
        "address: expected one within a device's window, found 0x" + Long.toHexString(address));
  }
}
