package vmft.device.virtio;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vmft.device.Dma;
import vmft.device.Halves;
import vmft.device.StateReader;
import vmft.device.StateWriter;
import vmft.device.virtio.DescriptorChain.Buffer;

/**
 * A split virtqueue (§2.7) as the device sees it. The setters hold what the driver wrote to the
 * transport's registers; {@link #peek} and {@link #giveBack} work on the rings in RAM.
 *
 * <p>No optional ring feature is offered: no indirect descriptors, no event index.
 */
final class Virtqueue {
  private static final int NEXT = 1;
  private static final int WRITE = 2;
  private static final int INDIRECT = 4;
  private static final int NO_INTERRUPT = 1;

  private static final int DESCRIPTOR_BYTES = 16;
  private static final int USED_BYTES = 8;
  private static final int RING_OFFSET = 4;
  private static final int INDEX_OFFSET = 2;
  private static final int INDEX_MASK = 0xffff;

  private final Dma dma;
  private final int maxSize;
  private int size;
  private boolean ready;
  private long descriptors;
  private long driverRing;
  private long deviceRing;
  private int nextAvailable;
  private int nextUsed;
  private boolean givenBack;

  /**
   * @param maxSize most entries that the driver may choose; a power of two up to 32768
   */
  Virtqueue(Dma dma, int maxSize) {
    this.dma = Objects.requireNonNull(dma, "dma");
    this.maxSize = maxSize;
  }

  int maxSize() {
    return maxSize;
  }

  boolean ready() {
    return ready;
  }

  void setSize(long value) {
    if (!ready) {
      size = (int) Math.min(value, Integer.MAX_VALUE);
    }
  }

  void setDescriptorsLow(long half) {
    descriptors = ready ? descriptors : Halves.withLow(descriptors, half);
  }

  void setDescriptorsHigh(long half) {
    descriptors = ready ? descriptors : Halves.withHigh(descriptors, half);
  }

  void setDriverRingLow(long half) {
    driverRing = ready ? driverRing : Halves.withLow(driverRing, half);
  }

  void setDriverRingHigh(long half) {
    driverRing = ready ? driverRing : Halves.withHigh(driverRing, half);
  }

  void setDeviceRingLow(long half) {
    deviceRing = ready ? deviceRing : Halves.withLow(deviceRing, half);
  }

  void setDeviceRingHigh(long half) {
    deviceRing = ready ? deviceRing : Halves.withHigh(deviceRing, half);
  }

  /** The driver has set everything up. Touches no memory. */
  void makeReady() throws MalformedQueueException {
    if (ready) {
      return;
    }
    if (size > maxSize || Integer.bitCount(size) != 1) {
      throw new MalformedQueueException(
          "queue size: expected a power of two up to %d, found %d", maxSize, size);
    }
    checkPart("descriptor table", descriptors, (long) DESCRIPTOR_BYTES * size, 16);
    checkPart("available ring", driverRing, RING_OFFSET + 2L * size, 2);
    checkPart("used ring", deviceRing, RING_OFFSET + (long) USED_BYTES * size, 4);
    ready = true;
    nextAvailable = 0;
    nextUsed = 0;
  }

  private void checkPart(String part, long address, long length, int alignment)
      throws MalformedQueueException {
    if (address % alignment != 0 || !dma.contains(address, length)) {
      throw new MalformedQueueException(
          "%s: expected %d bytes in RAM aligned to %d, found address 0x%x",
          part, length, alignment, address);
    }
  }

  void stop() {
    ready = false;
  }

  /** Whether the driver has made a request that has not been given back. */
  boolean hasRequest() {
    return ready && dma.getShort(driverRing + INDEX_OFFSET) != nextAvailable;
  }

  /** The oldest request, which stays in the queue until {@link #giveBack}. */
  Optional<DescriptorChain> peek() throws MalformedQueueException {
    if (!hasRequest()) {
      return Optional.empty();
    }
    int available = dma.getShort(driverRing + INDEX_OFFSET);
    int waiting = (available - nextAvailable) & INDEX_MASK;
    if (waiting > size) {
      throw new MalformedQueueException(
          "available index: expected at most %d requests, found %d", size, waiting);
    }
    int slot = nextAvailable & (size - 1);
    return Optional.of(chainFrom(dma.getShort(driverRing + RING_OFFSET + 2L * slot)));
  }

  private DescriptorChain chainFrom(int head) throws MalformedQueueException {
    List<Buffer> readable = new ArrayList<>();
    List<Buffer> writable = new ArrayList<>();
    int index = head;
    for (int length = 1; ; length++) {
      long descriptor = descriptorAddress(index, length);
      int flags = dma.getShort(descriptor + 12);
      Buffer buffer = bufferOf(descriptor, flags);
      if ((flags & WRITE) != 0) {
        writable.add(buffer);
      } else if (writable.isEmpty()) {
        readable.add(buffer);
      } else {
        throw new MalformedQueueException("descriptor %d: readable behind a writable one", index);
      }
      if ((flags & NEXT) == 0) {
        return new DescriptorChain(head, readable, writable);
      }
      index = dma.getShort(descriptor + 14);
    }
  }

  private long descriptorAddress(int index, int chainLength) throws MalformedQueueException {
    if (index >= size) {
      throw new MalformedQueueException("descriptor: expected below %d, found %d", size, index);
    }
    if (chainLength > size) {
      throw new MalformedQueueException("descriptor chain: loops through descriptor %d", index);
    }
    return descriptors + (long) DESCRIPTOR_BYTES * index;
  }

  private Buffer bufferOf(long descriptor, int flags) throws MalformedQueueException {
    long address = dma.getLong(descriptor);
    long length = Integer.toUnsignedLong(dma.getInt(descriptor + 8));
    if ((flags & INDIRECT) != 0) {
      throw new MalformedQueueException("descriptor: indirect, which was not negotiated");
    }
    if (length == 0 || !dma.contains(address, length)) {
      throw new MalformedQueueException(
          "buffer: expected at least one byte in RAM, found %d bytes at 0x%x", length, address);
    }
    return new Buffer(address, (int) length);
  }

  /** Gives the oldest request back to the driver, with {@code written} bytes filled in. */
  void giveBack(DescriptorChain chain, int written) {
    long element = deviceRing + RING_OFFSET + (long) USED_BYTES * (nextUsed & (size - 1));
    dma.putInt(element, chain.head());
    dma.putInt(element + 4, written);
    nextAvailable = (nextAvailable + 1) & INDEX_MASK;
    nextUsed = (nextUsed + 1) & INDEX_MASK;
    dma.putShort(deviceRing + INDEX_OFFSET, nextUsed);
    givenBack = true;
  }

  /** Whether requests given back since the last call are to be announced by an interrupt. */
  boolean takeInterrupt() {
    boolean announce = givenBack && (dma.getShort(driverRing) & NO_INTERRUPT) == 0;
    givenBack = false;
    return announce;
  }

  void reset() {
    size = 0;
    ready = false;
    descriptors = 0;
    driverRing = 0;
    deviceRing = 0;
    nextAvailable = 0;
    nextUsed = 0;
    givenBack = false;
  }

  void save(StateWriter out) {
    out.putInt(size).putBoolean(ready);
    out.putLong(descriptors).putLong(driverRing).putLong(deviceRing);
    out.putInt(nextAvailable).putInt(nextUsed);
  }

  void restore(StateReader in) {
    size = in.getInt();
    ready = in.getBoolean();
    descriptors = in.getLong();
    driverRing = in.getLong();
    deviceRing = in.getLong();
    nextAvailable = in.getInt();
    nextUsed = in.getInt();
    givenBack = false;
  }
}
