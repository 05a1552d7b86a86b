package vmft.trace;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads sections at given places of a file and checks them. Not thread-safe. */
final class SectionReader {
  private final SeekableByteChannel in;
  private final long size;

  SectionReader(SeekableByteChannel in) throws IOException {
    this.in = in;
    this.size = in.size();
  }

  /** Size of the file when it was opened, in bytes. */
  long size() {
    return size;
  }

  /**
   * The section at {@code offset}.
   *
   * @throws FaultySectionException if there is none that is whole and sound
   */
  Section read(long offset) throws IOException, FaultySectionException {
    ByteBuffer header = bytes(offset, Section.HEADER_BYTES);
    Section.Kind kind = Section.Kind.ofCode(header.get());
    if (kind == null) {
      throw damaged(offset, "expected a section, found something else");
    }
    int length = header.getInt();
    if (length < 0 || length > kind.maxBodyBytes()) {
      throw damaged(
          offset,
          String.format(
              "expected a %s of at most %d bytes, found %s",
              kind.label(), kind.maxBodyBytes(), Integer.toUnsignedString(length)));
    }
    Section section = new Section(kind, bytes(offset, Section.HEADER_BYTES, length));
    requireChecksum(offset, header.getInt(), section.checksum());
    return section;
  }

  /** The section at {@code offset}, which must be of this kind. */
  Section read(long offset, Section.Kind kind) throws IOException, FaultySectionException {
    Section section = read(offset);
    if (section.kind() != kind) {
      throw damaged(
          offset, "expected the " + kind.label() + ", found the " + section.kind().label());
    }
    return section;
  }

  /** Up to {@code length} bytes from the start of the file; fewer if it is shorter. */
  ByteBuffer start(int length) throws IOException {
    return fill(0, ByteBuffer.allocate((int) Math.min(length, size)));
  }

  private ByteBuffer bytes(long offset, int length) throws IOException, FaultySectionException {
    return bytes(offset, 0, length);
  }

  private ByteBuffer bytes(long section, int from, int length)
      throws IOException, FaultySectionException {
    long left = size - section - from;
    if (section < 0 || left < length) {
      throw new FaultySectionException(
          TraceEnding.cutOff(
              section, "expected " + length + " more bytes, found " + Math.max(0, left)));
    }
    return fill(section + from, ByteBuffer.allocate(length));
  }

  private ByteBuffer fill(long offset, ByteBuffer buffer) throws IOException {
    in.position(offset);
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static void requireChecksum(long offset, int announced, int actual)
      throws FaultySectionException {
    if (announced != actual) {
      throw damaged(offset, String.format("expected CRC32C %08x, found %08x", announced, actual));
    }
  }

  private static FaultySectionException damaged(long offset, String detail) {
    return new FaultySectionException(TraceEnding.damaged(offset, detail));
  }
}
