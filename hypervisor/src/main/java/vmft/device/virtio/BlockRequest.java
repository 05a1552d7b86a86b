package vmft.device.virtio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vmft.device.Dma;

/**
 * A request to a block device (§5.2.6): header, data one way or the other, a byte for the status.
 * Where the driver puts the boundaries between buffers means nothing (§2.7.4).
 *
 * @param type what is asked for; unknown ones are answered as such
 * @param sector first sector of a transfer; may be anything
 */
record BlockRequest(DescriptorChain chain, int type, long sector) {
  static final int IN = 0;
  static final int OUT = 1;
  static final int FLUSH = 4;
  static final int GET_ID = 8;

  private static final int HEADER_BYTES = 16;
  private static final int SECTOR_OFFSET = 8;

  /** How a request ended, by the numbers of the specification. */
  enum Status {
    OK,
    IO_ERROR,
    UNSUPPORTED
  }

  /**
   * What came of a request.
   *
   * @param filled bytes of data handed to the driver
   */
  record Outcome(Status status, int filled) {
    static final Outcome DONE = new Outcome(Status.OK, 0);
    static final Outcome FAILED = new Outcome(Status.IO_ERROR, 0);
    static final Outcome UNKNOWN = new Outcome(Status.UNSUPPORTED, 0);
  }

  /**
   * @throws MalformedQueueException if there is no room for header or status
   */
  static BlockRequest of(DescriptorChain chain, Dma dma) throws MalformedQueueException {
    if (chain.readableBytes() < HEADER_BYTES || chain.writableBytes() == 0) {
      throw new MalformedQueueException(
          "block request: expected %d readable bytes and a writable one, found %d and %d",
          HEADER_BYTES, chain.readableBytes(), chain.writableBytes());
    }
    ByteBuffer header =
        ByteBuffer.wrap(chain.read(dma, 0, HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    return new BlockRequest(chain, header.getInt(0), header.getLong(SECTOR_OFFSET));
  }

  /** Bytes of data from the driver. */
  long readableBytes() {
    return chain.readableBytes() - HEADER_BYTES;
  }

  /** Room for data to the driver. */
  long writableBytes() {
    return chain.writableBytes() - 1;
  }

  /** The data from the driver; only where {@link #readableBytes} is known to be small. */
  byte[] data(Dma dma) {
    return chain.read(dma, HEADER_BYTES, (int) readableBytes());
  }

  /** Hands data to the driver; there is room for it. */
  Outcome answer(Dma dma, byte[] data) {
    chain.write(dma, 0, data);
    return new Outcome(Status.OK, data.length);
  }

  /**
   * Writes the status into the last byte.
   *
   * @return bytes written without a gap from the first one on, which is all that the driver may be
   *     told (§2.7.8.2)
   */
  int finish(Dma dma, Outcome outcome) {
    chain.write(dma, writableBytes(), new byte[] {(byte) outcome.status().ordinal()});
    return outcome.filled() + (outcome.filled() == writableBytes() ? 1 : 0);
  }
}
