package vmft.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the sections of one trace file, one after the other, and remembers the index. Used by one
 * thread at a time. Every section is in the operating system's hands when a call returns, so a
 * killed process loses none of them; a host that loses power may.
 */
final class TraceFile implements Closeable {
  private final WritableByteChannel out;
  private final List<TraceBlock> blocks = new ArrayList<>();
  private final AtomicLong bytesWritten = new AtomicLong();

  TraceFile(WritableByteChannel out) {
    this.out = out;
  }

  void begin(TraceHeader header) throws IOException {
    write(TraceFormat.preamble());
    byte[] body = TraceHeaderCodec.encode(header);
    write(new Section(Section.Kind.HEADER, ByteBuffer.wrap(body)));
  }

  void write(PackedBlock block, long nowMillis) throws IOException {
    long offset = bytesWritten.get();
    write(BlockCodec.encode(block, nowMillis));
    blocks.add(
        new TraceBlock(offset, block.first(), block.firstCount(), block.entryCount(), nowMillis));
  }

  /** Marks an orderly end. */
  void finish() throws IOException {
    Footer footer = new Footer(bytesWritten.get());
    write(TraceIndex.encode(blocks));
    write(footer.toSection());
  }

  /** Size of the file so far; any thread may ask. */
  long bytesWritten() {
    return bytesWritten.get();
  }

  private void write(Section section) throws IOException {
    write(section.encode());
  }

  private void write(ByteBuffer bytes) throws IOException {
    int size = bytes.remaining();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    bytesWritten.addAndGet(size);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
