package vmft.trace;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A trace file is a row of sections, each
 *
 * <pre>
 *   0      1          5          9
 *   +------+----------+----------+----------------+
 *   | kind |  length  |  crc32c  |      body      |      big-endian; the CRC32C covers
 *   +------+----------+----------+----------------+      kind, length and body
 * </pre>
 *
 * Pure.
 */
record Section(Kind kind, ByteBuffer body) {
  static final int HEADER_BYTES = 1 + Integer.BYTES + Integer.BYTES;

  /** What a section holds, with its code in the file and the longest body it may have. */
  enum Kind {
    HEADER('H', 1 << 20),
    BLOCK('B', TraceBlock.MAX_BODY_BYTES),
    /** Bounded by the file that it lies in; 36 bytes for each block. */
    INDEX('I', Integer.MAX_VALUE - HEADER_BYTES),
    FOOTER('F', Footer.BODY_BYTES);

    private final byte code;
    private final int maxBodyBytes;

    Kind(char code, int maxBodyBytes) {
      this.code = (byte) code;
      this.maxBodyBytes = maxBodyBytes;
    }

    /** The kind with this code, or null. */
    static Kind ofCode(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return null;
    }

    /** One word for messages. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    int maxBodyBytes() {
      return maxBodyBytes;
    }
  }

  /** The whole section as it stands in the file. */
  ByteBuffer encode() {
    int length = body.remaining();
    ByteBuffer section = ByteBuffer.allocate(HEADER_BYTES + length);
    section.put(kind.code).putInt(length).putInt(checksum()).put(body.duplicate());
    return section.flip();
  }

  /** Bytes that the section takes in the file. */
  long sizeInFile() {
    return HEADER_BYTES + (long) body.remaining();
  }

  int checksum() {
    ByteBuffer start = ByteBuffer.allocate(1 + Integer.BYTES);
    start.put(kind.code).putInt(body.remaining()).flip();
    CRC32C crc = new CRC32C();
    crc.update(start);
    crc.update(body.duplicate());
    return (int) crc.getValue();
  }
}
