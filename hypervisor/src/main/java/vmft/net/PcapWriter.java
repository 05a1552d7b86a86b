package vmft.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/**
 * Writes Ethernet frames to a capture file that Wireshark and tcpdump read: classic pcap, the
 * variant with nanoseconds. Each record is written whole at once, so a killed process leaves a
 * readable file. Confined to one thread.
 */
public final class PcapWriter implements Closeable {
  static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
  static final int LINK_TYPE_ETHERNET = 1;
  static final int FILE_HEADER_BYTES = 24;
  static final int RECORD_HEADER_BYTES = 16;
  static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** What readers expect as the upper bound of a record. */
  private static final int SNAP_LENGTH = 262_144;

  private final WritableByteChannel out;

  /** Writes the file header. */
  public PcapWriter(WritableByteChannel out) throws IOException {
    this.out = out;
    ByteBuffer header = buffer(FILE_HEADER_BYTES);
    header.putInt(MAGIC_NANOSECONDS).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LINK_TYPE_ETHERNET);
    write(header);
  }

  /**
   * Appends a frame.
   *
   * @param epochNanos when the frame was seen, nanoseconds since 1970
   */
  public void write(long epochNanos, byte[] frame) throws IOException {
    ByteBuffer block = buffer(RECORD_HEADER_BYTES + frame.length);
    block.putInt((int) (epochNanos / NANOS_PER_SECOND));
    block.putInt((int) (epochNanos % NANOS_PER_SECOND));
    block.putInt(frame.length).putInt(frame.length).put(frame);
    write(block);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
