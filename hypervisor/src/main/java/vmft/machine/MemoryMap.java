package vmft.machine;

import vmft.device.Clint;
import vmft.device.Finisher;
import vmft.device.GoldfishRtc;
import vmft.device.Plic;
import vmft.device.Uart;
import vmft.device.virtio.VirtioMmio;

/** Where things are: the physical addresses and interrupt sources of QEMU's {@code virt} board. */
public enum MemoryMap {
  FINISHER(0x0010_0000, Finisher.SIZE, 0),
  RTC(0x0010_1000, GoldfishRtc.SIZE, 11),
  CLINT(0x0200_0000, Clint.SIZE, 0),
  PLIC(0x0c00_0000, Plic.SIZE, 0),
  UART(0x1000_0000, Uart.SIZE, 10),
  VIRTIO_NET(0x1000_1000, VirtioMmio.SIZE, 1),
  VIRTIO_BLOCK(0x1000_2000, VirtioMmio.SIZE, 2),
  VIRTIO_RNG(0x1000_3000, VirtioMmio.SIZE, 3),
  VIRTIO_CONSOLE(0x1000_4000, VirtioMmio.SIZE, 4),
  VIRTIO_SLOT_4(0x1000_5000, VirtioMmio.SIZE, 5),
  VIRTIO_SLOT_5(0x1000_6000, VirtioMmio.SIZE, 6),
  VIRTIO_SLOT_6(0x1000_7000, VirtioMmio.SIZE, 7),
  VIRTIO_SLOT_7(0x1000_8000, VirtioMmio.SIZE, 8);

  /** Physical address of the first byte of RAM, which goes on to the configured size. */
  public static final long RAM_BASE = 0x8000_0000L;

  private final long base;
  private final int size;
  private final int interrupt;

  MemoryMap(long base, int size, int interrupt) {
    this.base = base;
    this.size = size;
    this.interrupt = interrupt;
  }

  /** Physical address of the device's first register. */
  public long base() {
    return base;
  }

  /** Bytes of the device's window. */
  public int size() {
    return size;
  }

  /** The device's source at the interrupt controller; 0 for none. */
  public int interrupt() {
    return interrupt;
  }

  /** Whether this is a virtio transport, with a device behind it or without. */
  public boolean isVirtio() {
    return base >= VIRTIO_NET.base && base <= VIRTIO_SLOT_7.base;
  }

  boolean contains(long address) {
    return address >= base && address < base + size;
  }
}
