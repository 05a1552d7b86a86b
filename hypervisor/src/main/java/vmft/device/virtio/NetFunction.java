package vmft.device.virtio;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vmft.device.Dma;
import vmft.device.Outlet;
import vmft.device.StateReader;
import vmft.device.StateWriter;
import vmft.log.LogEntry.OutputKind;

/** The network device (§5.1): no offloads, one pair of queues, the link always up. */
final class NetFunction implements VirtioFunction {
  private static final int DEVICE_ID = 1;
  private static final long FEATURE_MAC = 1L << 5;
  private static final long FEATURE_STATUS = 1L << 16;
  private static final int QUEUE_SIZE = 256;

  /** Of {@code struct virtio_net_hdr}, with {@code num_buffers}. */
  private static final int HEADER_BYTES = 12;

  private static final int BUFFERS_OFFSET = 10;
  private static final int MAC_BYTES = 6;
  private static final int LINK_UP = 1;
  private static final int MIN_FRAME_BYTES = 14;
  private static final int MAX_FRAME_BYTES = 65_535;

  private final Dma dma;
  private final Outlet outlet;
  private final byte[] mac;
  private final Virtqueue receiveQueue;
  private final Virtqueue transmitQueue;

  NetFunction(Dma dma, Outlet outlet, byte[] mac) {
    this.dma = Objects.requireNonNull(dma, "dma");
    this.outlet = Objects.requireNonNull(outlet, "outlet");
    this.mac = mac.clone();
    if (mac.length != MAC_BYTES) {
      throw new IllegalArgumentException("MAC address: expected 6 bytes, found " + mac.length);
    }
    this.receiveQueue = new Virtqueue(dma, QUEUE_SIZE);
    this.transmitQueue = new Virtqueue(dma, QUEUE_SIZE);
  }

  @Override
  public int deviceId() {
    return DEVICE_ID;
  }

  @Override
  public long features() {
    return FEATURE_MAC | FEATURE_STATUS;
  }

  @Override
  public List<Virtqueue> queues() {
    return List.of(receiveQueue, transmitQueue);
  }

  @Override
  public int readConfig(int offset) {
    if (offset < MAC_BYTES) {
      return mac[offset] & 0xff;
    }
    return offset == MAC_BYTES ? LINK_UP : 0;
  }

  boolean hasReceiveBuffer() {
    return receiveQueue.hasRequest();
  }

  /** Puts a frame into the oldest receive buffer; one that does not fit is lost, as on a wire. */
  void receive(byte[] frame) throws MalformedQueueException {
    Optional<DescriptorChain> request = receiveQueue.peek();
    if (request.isEmpty()) {
      return;
    }
    DescriptorChain chain = request.get();
    if (!chain.readable().isEmpty()) {
      throw new MalformedQueueException("receive buffer: expected writable, found readable");
    }
    byte[] packet = new byte[HEADER_BYTES + frame.length];
    packet[BUFFERS_OFFSET] = 1;
    System.arraycopy(frame, 0, packet, HEADER_BYTES, frame.length);
    if (packet.length <= chain.writableBytes()) {
      chain.write(dma, 0, packet);
      receiveQueue.giveBack(chain, packet.length);
    }
  }

  /** Frames wait outside for receive buffers, so only the transmit queue has work. */
  @Override
  public void serve(Virtqueue queue) throws MalformedQueueException {
    if (queue != transmitQueue) {
      return;
    }
    for (Optional<DescriptorChain> next = queue.peek(); next.isPresent(); next = queue.peek()) {
      transmit(next.get());
      queue.giveBack(next.get(), 0);
    }
  }

  private void transmit(DescriptorChain chain) throws MalformedQueueException {
    long frameBytes = chain.readableBytes() - HEADER_BYTES;
    if (!chain.writable().isEmpty() || frameBytes < 0 || frameBytes > MAX_FRAME_BYTES) {
      throw new MalformedQueueException(
          "packet: expected a header and at most %d bytes, all readable, found %d and %d writable",
          MAX_FRAME_BYTES, frameBytes, chain.writableBytes());
    }
    // What is too short to bear two addresses and a type reaches nobody on an Ethernet.
    if (frameBytes >= MIN_FRAME_BYTES) {
      outlet.emit(OutputKind.FRAME, chain.read(dma, HEADER_BYTES, (int) frameBytes));
    }
  }

  @Override
  public void reset() {}

  @Override
  public void save(StateWriter out) {}

  @Override
  public void restore(StateReader in) {}
}
