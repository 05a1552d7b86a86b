package vmft.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first bytes of a trace file: who wrote it and how to read the rest. */
final class TraceFormat {
  /** Raised by every change that an older reader cannot ignore. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "vmftrace".getBytes(StandardCharsets.US_ASCII);
  static final int PREAMBLE_BYTES = MAGIC.length + Integer.BYTES;

  private TraceFormat() {}

  static ByteBuffer preamble() {
    return ByteBuffer.allocate(PREAMBLE_BYTES).put(MAGIC).putInt(VERSION).flip();
  }

  /** What is wrong with the first bytes of a file, as one line; empty if nothing. */
  static String faultOf(ByteBuffer preamble) {
    ByteBuffer magic = ByteBuffer.wrap(MAGIC);
    if (preamble.remaining() < PREAMBLE_BYTES || magic.mismatch(preamble) != MAGIC.length) {
      return "expected a trace file of vmft, found something else";
    }
    int version = preamble.getInt(preamble.position() + MAGIC.length);
    if (version != VERSION) {
      return String.format(
          "expected trace format %d, found %d; read it with the vmft that wrote it",
          VERSION, version);
    }
    return "";
  }
}
