package vmft.device.virtio;

import java.util.List;
import java.util.Objects;
import vmft.device.Device;
import vmft.device.InterruptLine;
import vmft.device.StateReader;
import vmft.device.StateWriter;

/**
 * The MMIO transport of a virtio device, version 2 (§4.2): negotiation, queue set-up, interrupts
 * and configuration space. What the device does is its {@link VirtioFunction}'s.
 *
 * <p>A queue that breaks the rules sets {@code DEVICE_NEEDS_RESET} and raises the configuration
 * interrupt; the device then does nothing until the driver resets it (§2.1.2).
 */
public final class VirtioMmio implements Device {
  /** Bytes of the window. */
  public static final int SIZE = 0x1000;

  private static final int USED_BUFFER = 1;
  private static final int CONFIGURATION_CHANGE = 2;

  /** Work on the queues; what goes wrong there is the driver's doing. */
  @FunctionalInterface
  interface QueueWork {
    void perform() throws MalformedQueueException;
  }

  private final VirtioFunction function;
  private final InterruptLine interrupt;
  private final List<Virtqueue> queues;
  private final FeatureBits features;
  private int queueSelect;
  private int interruptStatus;
  private int status;

  // Work for the next stop; none is left when the hart runs again.
  private int notified;
  private boolean broken;

  VirtioMmio(VirtioFunction function, InterruptLine interrupt) {
    this.function = Objects.requireNonNull(function, "function");
    this.interrupt = Objects.requireNonNull(interrupt, "interrupt");
    this.queues = function.queues();
    this.features = new FeatureBits(function.features());
  }

  /** Whether the driver has set the device up and nothing is wrong with it. */
  boolean live() {
    int needed = DeviceStatus.DRIVER_OK | DeviceStatus.FEATURES_OK;
    return (status & (needed | DeviceStatus.NEEDS_RESET)) == needed;
  }

  /** Does work that an event brings, then announces it to the driver. */
  void perform(QueueWork work) {
    try {
      work.perform();
    } catch (MalformedQueueException e) {
      breakDown();
    }
    announceUsedBuffers();
  }

  @Override
  public boolean needsService() {
    return notified != 0 || broken;
  }

  @Override
  public void service() {
    if (broken) {
      broken = false;
      breakDown();
    }
    for (int index = 0; index < queues.size(); index++) {
      if ((notified & 1 << index) != 0 && live()) {
        Virtqueue queue = queues.get(index);
        perform(() -> function.serve(queue));
      }
    }
    notified = 0;
  }

  private void breakDown() {
    status |= DeviceStatus.NEEDS_RESET;
    if ((status & DeviceStatus.DRIVER_OK) != 0) {
      raise(CONFIGURATION_CHANGE);
    }
  }

  private void announceUsedBuffers() {
    for (Virtqueue queue : queues) {
      if (queue.takeInterrupt()) {
        raise(USED_BUFFER);
      }
    }
  }

  private void raise(int cause) {
    interruptStatus |= cause;
    updateInterrupt();
  }

  private void updateInterrupt() {
    interrupt.set(interruptStatus != 0);
  }

  @Override
  public long read(int offset, int size) {
    if (offset >= MmioRegister.CONFIG) {
      return readConfig(offset - MmioRegister.CONFIG, size);
    }
    return size == 4 ? readRegister(offset) : 0;
  }

  private long readConfig(int offset, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | function.readConfig(offset + i);
    }
    return value;
  }

  private long readRegister(int offset) {
    if (offset >= MmioRegister.SHARED_MEMORY_LENGTH_LOW
        && offset <= MmioRegister.SHARED_MEMORY_BASE_HIGH) {
      return MmioRegister.NO_SHARED_MEMORY;
    }
    return switch (offset) {
      case MmioRegister.MAGIC_VALUE -> MmioRegister.MAGIC;
      case MmioRegister.VERSION -> MmioRegister.VERSION_2;
      case MmioRegister.DEVICE_ID -> function.deviceId();
      case MmioRegister.VENDOR_ID -> MmioRegister.VENDOR;
      case MmioRegister.DEVICE_FEATURES -> features.offered();
      case MmioRegister.QUEUE_SIZE_MAX -> queueExists() ? queue().maxSize() : 0;
      case MmioRegister.QUEUE_READY -> queueExists() && queue().ready() ? 1 : 0;
      case MmioRegister.INTERRUPT_STATUS -> interruptStatus;
      case MmioRegister.STATUS -> status;
      // No configuration space here ever changes, so neither does its generation.
      case MmioRegister.CONFIG_GENERATION -> 0;
      default -> 0;
    };
  }

  private boolean queueExists() {
    return queueSelect >= 0 && queueSelect < queues.size();
  }

  private Virtqueue queue() {
    return queues.get(queueSelect);
  }

  /** The configuration space is read-only, as modern devices of these types have it. */
  @Override
  public void write(int offset, int size, long value) {
    if (size != 4 || offset >= MmioRegister.CONFIG) {
      return;
    }
    switch (offset) {
      case MmioRegister.DEVICE_FEATURES_SELECT -> features.selectDevice(value);
      case MmioRegister.DRIVER_FEATURES -> acceptFeatures(value);
      case MmioRegister.DRIVER_FEATURES_SELECT -> features.selectDriver(value);
      case MmioRegister.QUEUE_SELECT -> queueSelect = (int) value;
      case MmioRegister.QUEUE_NOTIFY -> notifyQueue(value);
      case MmioRegister.INTERRUPT_ACKNOWLEDGE -> {
        interruptStatus &= ~(int) value;
        updateInterrupt();
      }
      case MmioRegister.STATUS -> writeStatus((int) value & 0xff);
      default -> {
        if (queueExists()) {
          writeQueue(offset, value);
        }
      }
    }
  }

  /** What has been agreed to stays so. */
  private void acceptFeatures(long value) {
    if ((status & DeviceStatus.FEATURES_OK) == 0) {
      features.accept(value);
    }
  }

  private void notifyQueue(long index) {
    if (index < queues.size()) {
      notified |= 1 << index;
    }
  }

  private void writeQueue(int offset, long value) {
    switch (offset) {
      case MmioRegister.QUEUE_SIZE -> queue().setSize(value);
      case MmioRegister.QUEUE_READY -> makeQueueReady((value & 1) != 0);
      case MmioRegister.QUEUE_DESCRIPTORS_LOW -> queue().setDescriptorsLow(value);
      case MmioRegister.QUEUE_DESCRIPTORS_HIGH -> queue().setDescriptorsHigh(value);
      case MmioRegister.QUEUE_DRIVER_LOW -> queue().setDriverRingLow(value);
      case MmioRegister.QUEUE_DRIVER_HIGH -> queue().setDriverRingHigh(value);
      case MmioRegister.QUEUE_DEVICE_LOW -> queue().setDeviceRingLow(value);
      case MmioRegister.QUEUE_DEVICE_HIGH -> queue().setDeviceRingHigh(value);
      default -> {}
    }
  }

  private void makeQueueReady(boolean ready) {
    if (!ready) {
      queue().stop();
      return;
    }
    try {
      queue().makeReady();
    } catch (MalformedQueueException e) {
      broken = true;
    }
  }

  private void writeStatus(int value) {
    if (value == 0) {
      reset();
      return;
    }
    int before = status;
    int wanted = value & ~DeviceStatus.NEEDS_RESET | before & DeviceStatus.NEEDS_RESET;
    boolean agreed = (before & DeviceStatus.FEATURES_OK) != 0 || features.acceptable();
    status = agreed ? wanted : wanted & ~DeviceStatus.FEATURES_OK;
    if ((status & ~before & DeviceStatus.DRIVER_OK) != 0) {
      // Requests may have been made before; not every driver notifies once more.
      notified = (1 << queues.size()) - 1;
    }
  }

  @Override
  public void reset() {
    features.reset();
    queueSelect = 0;
    interruptStatus = 0;
    status = 0;
    notified = 0;
    broken = false;
    queues.forEach(Virtqueue::reset);
    function.reset();
    updateInterrupt();
  }

  @Override
  public void fingerprint(StateWriter out) {
    saveTransport(out);
    function.fingerprint(out);
  }

  @Override
  public void save(StateWriter out) {
    saveTransport(out);
    function.save(out);
  }

  private void saveTransport(StateWriter out) {
    features.save(out);
    out.putInt(queueSelect).putInt(interruptStatus).putInt(status);
    queues.forEach(queue -> queue.save(out));
  }

  @Override
  public void restore(StateReader in) {
    features.restore(in);
    queueSelect = in.getInt();
    interruptStatus = in.getInt();
    status = in.getInt();
    notified = 0;
    broken = false;
    queues.forEach(queue -> queue.restore(in));
    function.restore(in);
  }
}
