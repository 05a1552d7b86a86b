package vmft.device.virtio;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vmft.device.Dma;
import vmft.device.StateReader;
import vmft.device.StateWriter;

/** The entropy device (§5.4): one queue of buffers to be filled with random bytes. */
final class RngFunction implements VirtioFunction {
  private static final int DEVICE_ID = 4;
  private static final int QUEUE_SIZE = 64;

  /** A bound on the log's entry; the device may fill a buffer in part (§5.4.6.2). */
  private static final int MAX_BYTES_AT_ONCE = 1024;

  private final Dma dma;
  private final Virtqueue requests;
  private int wanted;

  RngFunction(Dma dma) {
    this.dma = Objects.requireNonNull(dma, "dma");
    this.requests = new Virtqueue(dma, QUEUE_SIZE);
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
    return List.of(requests);
  }

  @Override
  public int readConfig(int offset) {
    return 0;
  }

  /** Bytes that the oldest request waits for; 0 for none. */
  int wanted() {
    return wanted;
  }

  @Override
  public void serve(Virtqueue queue) throws MalformedQueueException {
    wanted = 0;
    Optional<DescriptorChain> next = requests.peek();
    if (next.isPresent()) {
      wanted = (int) Math.min(checked(next.get()).writableBytes(), MAX_BYTES_AT_ONCE);
    }
  }

  /** Fills the oldest request. The guest may have changed it since, so it is looked at afresh. */
  void supply(byte[] bytes) throws MalformedQueueException {
    wanted = 0;
    Optional<DescriptorChain> next = requests.peek();
    if (next.isEmpty()) {
      return;
    }
    DescriptorChain chain = checked(next.get());
    int length = (int) Math.min(chain.writableBytes(), bytes.length);
    chain.write(dma, 0, bytes);
    requests.giveBack(chain, length);
    serve(requests);
  }

  private static DescriptorChain checked(DescriptorChain chain) throws MalformedQueueException {
    if (!chain.readable().isEmpty()) {
      throw new MalformedQueueException("random bytes: expected writable buffers, found readable");
    }
    return chain;
  }

  @Override
  public void reset() {
    wanted = 0;
  }

  @Override
  public void save(StateWriter out) {
    out.putInt(wanted);
  }

  @Override
  public void restore(StateReader in) {
    wanted = in.getInt();
  }
}
