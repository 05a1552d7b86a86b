package vmft.device.virtio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vmft.device.Device;
import vmft.device.Dma;
import vmft.engine.GuestMemory;

/** A guest's driver, as small as can be, which can also write nonsense. Queues have 8 entries. */
final class FakeDriver {
  static final long RAM = 0x8000_0000L;
  static final int RAM_BYTES = 1 << 20;
  static final int QUEUE_SIZE = 8;
  static final int NEXT = 1;
  static final int WRITE = 2;
  static final int INDIRECT = 4;

  private static final long QUEUE_STRIDE = 0x1000;
  private static final long DRIVER_RING = 0x400;
  private static final long DEVICE_RING = 0x800;

  final GuestMemory memory =
      new GuestMemory(RAM, ByteBuffer.allocateDirect(RAM_BYTES).order(ByteOrder.LITTLE_ENDIAN));
  long bytesReportedWritten;
  final Dma dma = new Dma(memory, (address, length) -> bytesReportedWritten += length);
  private Device device;

  void drive(Device transport) {
    device = transport;
  }

  long register(int offset) {
    return device.read(offset, 4);
  }

  void register(int offset, long value) {
    device.write(offset, 4, value);
  }

  /** Negotiates VERSION_1 alone, sets up all queues of the device, and goes. */
  void start(int queues) {
    negotiate();
    for (int queue = 0; queue < queues; queue++) {
      setUp(queue);
    }
    register(MmioRegister.STATUS, 0x0f);
    device.service();
  }

  void negotiate() {
    register(MmioRegister.STATUS, 0);
    register(MmioRegister.STATUS, 1);
    register(MmioRegister.STATUS, 3);
    register(MmioRegister.DRIVER_FEATURES_SELECT, 1);
    register(MmioRegister.DRIVER_FEATURES, 1);
    register(MmioRegister.STATUS, 0x0b);
  }

  void setUp(int queue) {
    setAddresses(queue, QUEUE_SIZE, ring(queue, 0));
    register(MmioRegister.QUEUE_READY, 1);
  }

  void setAddresses(int queue, int size, long base) {
    register(MmioRegister.QUEUE_SELECT, queue);
    register(MmioRegister.QUEUE_SIZE, size);
    setAddress(MmioRegister.QUEUE_DESCRIPTORS_LOW, base);
    setAddress(MmioRegister.QUEUE_DRIVER_LOW, base + DRIVER_RING);
    setAddress(MmioRegister.QUEUE_DEVICE_LOW, base + DEVICE_RING);
  }

  void setAddress(int lowRegister, long address) {
    register(lowRegister, address & 0xffff_ffffL);
    register(lowRegister + 4, address >>> 32);
  }

  void descriptor(int queue, int index, long address, long length, int flags, int next) {
    long at = ring(queue, 16L * index);
    memory.putLong(at, address);
    memory.putInt(at + 8, (int) length);
    memory.putShort(at + 12, flags);
    memory.putShort(at + 14, next);
  }

  /** Makes the chain that begins at {@code head} available, without notice. */
  void makeAvailable(int queue, int head) {
    int index = availableIndex(queue);
    memory.putShort(ring(queue, DRIVER_RING + 4 + 2L * (index % QUEUE_SIZE)), head);
    setAvailableIndex(queue, index + 1);
  }

  int availableIndex(int queue) {
    return memory.getShort(ring(queue, DRIVER_RING + 2));
  }

  void setAvailableIndex(int queue, int index) {
    memory.putShort(ring(queue, DRIVER_RING + 2), index);
  }

  void suppressInterrupts(int queue) {
    memory.putShort(ring(queue, DRIVER_RING), 1);
  }

  /** Notifies, and lets the hart come to a stop. */
  void kick(int queue) {
    register(MmioRegister.QUEUE_NOTIFY, queue);
    device.service();
  }

  int usedIndex(int queue) {
    return memory.getShort(ring(queue, DEVICE_RING + 2));
  }

  int usedHead(int queue, int index) {
    return memory.getInt(ring(queue, DEVICE_RING + 4 + 8L * (index % QUEUE_SIZE)));
  }

  int usedLength(int queue, int index) {
    return memory.getInt(ring(queue, DEVICE_RING + 8 + 8L * (index % QUEUE_SIZE)));
  }

  boolean needsReset() {
    return (register(MmioRegister.STATUS) & DeviceStatus.NEEDS_RESET) != 0;
  }

  private static long ring(int queue, long offset) {
    return RAM + queue * QUEUE_STRIDE + offset;
  }
}
