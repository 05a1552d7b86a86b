package vmft.device.virtio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vmft.device.Dma;
import vmft.device.StateReader;
import vmft.device.StateWriter;
import vmft.device.disk.Disk;
import vmft.device.disk.DiskSettings;
import vmft.device.virtio.BlockRequest.Outcome;

/**
 * The block device (§5.2) on a {@link Disk}. A request is done when the hart stands after its
 * notification: the disk is part of the machine's state, so its answers need no log entry.
 *
 * <p>A disk whose answers come from outside would leave a request in the queue here, as the entropy
 * device does, and finish it when an event brings the answer.
 */
final class BlockFunction implements VirtioFunction {
  private static final int DEVICE_ID = 2;
  private static final long FEATURE_SEG_MAX = 1L << 2;
  private static final long FEATURE_READ_ONLY = 1L << 5;
  private static final long FEATURE_BLOCK_SIZE = 1L << 6;
  private static final long FEATURE_FLUSH = 1L << 9;

  private static final int QUEUE_SIZE = 128;
  private static final int CONFIG_BYTES = 24;
  private static final int SEG_MAX_OFFSET = 12;
  private static final int BLOCK_SIZE_OFFSET = 20;

  /** A chain less header and status. */
  private static final int SEG_MAX = QUEUE_SIZE - 2;

  /** Bounds what one notification can make the host do; Linux asks for 4 MiB at most. */
  private static final int MAX_DATA_BYTES = 8 << 20;

  private static final int ID_BYTES = 20;

  private final Dma dma;
  private final Disk disk;
  private final Virtqueue requests;
  private final byte[] config;

  BlockFunction(Dma dma, Disk disk) {
    this.dma = Objects.requireNonNull(dma, "dma");
    this.disk = Objects.requireNonNull(disk, "disk");
    this.requests = new Virtqueue(dma, QUEUE_SIZE);
    this.config =
        ByteBuffer.allocate(CONFIG_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0, disk.settings().sectors())
            .putInt(SEG_MAX_OFFSET, SEG_MAX)
            .putInt(BLOCK_SIZE_OFFSET, DiskSettings.SECTOR_BYTES)
            .array();
  }

  @Override
  public int deviceId() {
    return DEVICE_ID;
  }

  @Override
  public long features() {
    long always = FEATURE_SEG_MAX | FEATURE_BLOCK_SIZE | FEATURE_FLUSH;
    return disk.settings().writable() ? always : always | FEATURE_READ_ONLY;
  }

  @Override
  public List<Virtqueue> queues() {
    return List.of(requests);
  }

  @Override
  public int readConfig(int offset) {
    return offset < config.length ? config[offset] & 0xff : 0;
  }

  @Override
  public void serve(Virtqueue queue) throws MalformedQueueException {
    for (Optional<DescriptorChain> next = queue.peek(); next.isPresent(); next = queue.peek()) {
      BlockRequest request = BlockRequest.of(next.get(), dma);
      queue.giveBack(next.get(), request.finish(dma, perform(request)));
    }
  }

  private Outcome perform(BlockRequest request) {
    return switch (request.type()) {
      case BlockRequest.IN -> read(request);
      case BlockRequest.OUT -> write(request);
      case BlockRequest.FLUSH -> Outcome.DONE; // what is written lives as long as the machine
      case BlockRequest.GET_ID -> identify(request);
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome read(BlockRequest request) {
    long length = request.writableBytes();
    return isTransfer(request.sector(), length)
        ? request.answer(dma, disk.read(request.sector(), (int) length))
        : Outcome.FAILED;
  }

  private Outcome write(BlockRequest request) {
    boolean written =
        isTransfer(request.sector(), request.readableBytes())
            && disk.write(request.sector(), request.data(dma));
    return written ? Outcome.DONE : Outcome.FAILED;
  }

  private boolean isTransfer(long sector, long length) {
    return length % DiskSettings.SECTOR_BYTES == 0
        && length <= MAX_DATA_BYTES
        && disk.contains(sector, length);
  }

  /** The identifier is a part of the image's digest, filled up with zeros or cut (§5.2.6). */
  private Outcome identify(BlockRequest request) {
    byte[] id = ("vmft-" + disk.settings().sha256()).getBytes(US_ASCII);
    int length = (int) Math.min(request.writableBytes(), ID_BYTES);
    return request.answer(dma, Arrays.copyOf(id, length));
  }

  /** What was written stays on the disk: a real one is not empty after a reset either. */
  @Override
  public void reset() {}

  @Override
  public void fingerprint(StateWriter out) {
    disk.fingerprint(out);
  }

  @Override
  public void save(StateWriter out) {
    disk.save(out);
  }

  @Override
  public void restore(StateReader in) {
    disk.restore(in);
  }
}
