package vmft.machine;

import java.util.EnumMap;
import java.util.Map;
import vmft.device.Clint;
import vmft.device.ConsoleInput;
import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.Finisher;
import vmft.device.GoldfishRtc;
import vmft.device.GuestClock;
import vmft.device.InterruptLine;
import vmft.device.Outlet;
import vmft.device.Plic;
import vmft.device.StateWriter;
import vmft.device.Uart;
import vmft.device.disk.Disk;
import vmft.device.virtio.EmptyVirtioSlot;
import vmft.device.virtio.VirtioBlock;
import vmft.device.virtio.VirtioConsole;
import vmft.device.virtio.VirtioNet;
import vmft.device.virtio.VirtioRng;
import vmft.net.MacAddress;

/** The devices of the machine, wired to each other. */
final class Board {
  private final Map<MemoryMap, Device> devices = new EnumMap<>(MemoryMap.class);
  private final Clint clint;
  private final Plic plic = new Plic();
  private final Finisher finisher = new Finisher();
  private final GoldfishRtc rtc;
  private final VirtioNet net;
  private final VirtioRng rng;
  private final ConsoleInput consoleInput;

  /**
   * @param timerLine the {@link vmft.device.HartLine} that the timer raises
   * @param disk null for none
   */
  Board(MachineConfig config, GuestClock clock, int timerLine, Dma dma, Outlet outlet, Disk disk) {
    clint = new Clint(clock, timerLine);
    rtc = new GoldfishRtc(clock);
    Uart uart = new Uart(lineOf(MemoryMap.UART), outlet);
    net = new VirtioNet(lineOf(MemoryMap.VIRTIO_NET), dma, outlet, bytesOf(config.mac()));
    rng = new VirtioRng(lineOf(MemoryMap.VIRTIO_RNG), dma);
    consoleInput = config.console() == ConsoleDevice.UART ? uart : addConsole(dma, outlet);
    if (disk != null) {
      VirtioBlock block = new VirtioBlock(lineOf(MemoryMap.VIRTIO_BLOCK), dma, disk);
      devices.put(MemoryMap.VIRTIO_BLOCK, block.transport());
    }
    devices.put(MemoryMap.FINISHER, finisher);
    devices.put(MemoryMap.RTC, rtc);
    devices.put(MemoryMap.CLINT, clint);
    devices.put(MemoryMap.PLIC, plic);
    devices.put(MemoryMap.UART, uart);
    devices.put(MemoryMap.VIRTIO_NET, net.transport());
    devices.put(MemoryMap.VIRTIO_RNG, rng.transport());
    for (MemoryMap place : MemoryMap.values()) {
      devices.computeIfAbsent(place, empty -> new EmptyVirtioSlot());
    }
  }

  private ConsoleInput addConsole(Dma dma, Outlet outlet) {
    VirtioConsole console = new VirtioConsole(lineOf(MemoryMap.VIRTIO_CONSOLE), dma, outlet);
    devices.put(MemoryMap.VIRTIO_CONSOLE, console.transport());
    return console;
  }

  private InterruptLine lineOf(MemoryMap device) {
    return plic.line(device.interrupt());
  }

  private static byte[] bytesOf(MacAddress mac) {
    byte[] bytes = new byte[MacAddress.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (mac.bits() >>> 8 * (bytes.length - 1 - i));
    }
    return bytes;
  }

  Map<MemoryMap, Device> devices() {
    return devices;
  }

  Clint clint() {
    return clint;
  }

  GoldfishRtc rtc() {
    return rtc;
  }

  Finisher finisher() {
    return finisher;
  }

  /** Where what is typed goes. */
  ConsoleInput consoleInput() {
    return consoleInput;
  }

  VirtioNet net() {
    return net;
  }

  VirtioRng rng() {
    return rng;
  }

  /** Levels of all interrupt lines into the hart, as {@link vmft.device.HartLine} bits. */
  int hartLines() {
    return clint.lines() | plic.lines();
  }

  /** Does all work that register accesses have asked for. */
  void service() {
    for (Device device : devices.values()) {
      if (device.needsService()) {
        device.service();
      }
    }
  }

  /** The interrupt controller last: resetting a device lowers its line. */
  void reset() {
    devices.values().forEach(Device::reset);
    plic.reset();
  }

  /** What stands for the state of one device, as bytes. */
  byte[] fingerprint(MemoryMap place) {
    StateWriter out = new StateWriter();
    devices.get(place).fingerprint(out);
    return out.toBytes();
  }
}
