package vmft.device.virtio;

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

  /** Copies {@code length} of the readable bytes behind the first {@code skip}; all exist. */
  byte[] read(Dma dma, int skip, int length) {
    byte[] data = new byte[length];
    int done = 0;
    long start = 0;
    for (Buffer buffer : readable) {
      long from = Math.max(0, skip + done - start);
      int count = (int) Math.min(Math.max(0, buffer.length() - from), length - done);
      if (count > 0) {
        dma.read(buffer.address() + from, data, done, count);
        done += count;
      }
      start += buffer.length();
    }
    return data;
  }

  /** Fills the writable buffers behind their first {@code skip} bytes with data, which must fit. */
  void write(Dma dma, long skip, byte[] data) {
    int done = 0;
    long start = 0;
    for (Buffer buffer : writable) {
      long at = Math.max(0, skip + done - start);
      int count = (int) Math.min(Math.max(0, buffer.length() - at), data.length - done);
      if (count > 0) {
        dma.write(buffer.address() + at, data, done, count);
        done += count;
      }
      start += buffer.length();
    }
  }
}
