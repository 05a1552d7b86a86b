package vmft.device.virtio;

import java.util.Arrays;
import java.util.List;
import vmft.device.Dma;

/**
 * A request of the driver: buffers to read from, then buffers to write to, all within RAM.
 *
 * @param head index of the first descriptor, by which the request is given back
 */
record DescriptorChain(int head, List<Buffer> readable, List<Buffer> writable) {

  /** A run of guest RAM; at least 1 byte. */
  record Buffer(long address, int length) {}

  long readableBytes() {
    return total(readable);
  }

  long writableBytes() {
    return total(writable);
  }

  private static long total(List<Buffer> buffers) {
    long bytes = 0;
    for (Buffer buffer : buffers) {
      bytes += buffer.length();
    }
    return bytes;
  }

  /** Copies the readable bytes behind the first {@code skip}; there must be that many. */
  byte[] readFrom(Dma dma, int skip) {
    byte[] all = new byte[(int) readableBytes()];
    int filled = 0;
    for (Buffer buffer : readable) {
      dma.read(buffer.address(), all, filled, buffer.length());
      filled += buffer.length();
    }
    return Arrays.copyOfRange(all, skip, all.length);
  }

  /** Fills the writable buffers with {@code data}, which must fit. */
  void write(Dma dma, byte[] data) {
    int done = 0;
    for (Buffer buffer : writable) {
      int length = Math.min(buffer.length(), data.length - done);
      if (length == 0) {
        return;
      }
      dma.write(buffer.address(), data, done, length);
      done += length;
    }
  }
}
