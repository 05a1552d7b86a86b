package vmft.device.virtio;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vmft.device.Dma;
import vmft.device.Outlet;
import vmft.device.StateReader;
import vmft.device.StateWriter;
import vmft.log.LogEntry.OutputKind;

/** The console device (§5.3): one port, without a size. */
final class ConsoleFunction implements VirtioFunction {
  private static final int DEVICE_ID = 3;
  private static final int QUEUE_SIZE = 64;

  /** Bounds what one notification can put out; drivers write a page or two at once. */
  private static final int MAX_BYTES_AT_ONCE = 64 << 10;

  private final Dma dma;
  private final Outlet outlet;
  private final Virtqueue receiveQueue;
  private final Virtqueue transmitQueue;

  ConsoleFunction(Dma dma, Outlet outlet) {
    this.dma = Objects.requireNonNull(dma, "dma");
    this.outlet = Objects.requireNonNull(outlet, "outlet");
    this.receiveQueue = new Virtqueue(dma, QUEUE_SIZE);
    this.transmitQueue = new Virtqueue(dma, QUEUE_SIZE);
  }

  @Override
  public int deviceId() {
    return DEVICE_ID;
  }

  @Override
  public long features() {
    return 0;
  }

  @Override
  public List<Virtqueue> queues() {
    return List.of(receiveQueue, transmitQueue);
  }

  @Override
  public int readConfig(int offset) {
    return 0;
  }

  boolean hasReceiveBuffer() {
    return receiveQueue.hasRequest();
  }

  /** Puts a byte into the oldest receive buffer, which is thereby used. */
  void receive(int value) throws MalformedQueueException {
    Optional<DescriptorChain> request = receiveQueue.peek();
    if (request.isEmpty()) {
      return;
    }
    DescriptorChain chain = request.get();
    if (!chain.readable().isEmpty()) {
      throw new MalformedQueueException("console buffer: expected writable, found readable");
    }
    chain.write(dma, 0, new byte[] {(byte) value});
    receiveQueue.giveBack(chain, 1);
  }

  /** Bytes wait outside for receive buffers, so only the transmit queue has work. */
  @Override
  public void serve(Virtqueue queue) throws MalformedQueueException {
    if (queue != transmitQueue) {
      return;
    }
    for (Optional<DescriptorChain> next = queue.peek(); next.isPresent(); next = queue.peek()) {
      outlet.emit(OutputKind.CONSOLE, bytesOf(next.get()));
      queue.giveBack(next.get(), 0);
    }
  }

  private byte[] bytesOf(DescriptorChain chain) throws MalformedQueueException {
    if (!chain.writable().isEmpty() || chain.readableBytes() > MAX_BYTES_AT_ONCE) {
      throw new MalformedQueueException(
          "console output: expected at most %d bytes, all readable, found %d and %d writable",
          MAX_BYTES_AT_ONCE, chain.readableBytes(), chain.writableBytes());
    }
    return chain.read(dma, 0, (int) chain.readableBytes());
  }

  @Override
  public void reset() {}

  @Override
  public void save(StateWriter out) {}

  @Override
  public void restore(StateReader in) {}
}
