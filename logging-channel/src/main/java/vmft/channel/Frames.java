package vmft.channel;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Puts a payload into a frame and takes it out again: length, CRC32C of length and payload, payload
 * (see {@code channel.proto}). Pure.
 */
public final class Frames {
  /** Bytes that a frame adds to its payload. */
  public static final int HEADER_BYTES = Integer.BYTES + Integer.BYTES;

  /**
   * The longest payload: 1 MiB. A batch is a few packed blocks of 64 KiB and at most one entry
   * beyond, so this leaves ample room, and yet garbage that looks like a length cannot make a
   * receiver set aside much memory.
   */
  public static final int MAX_PAYLOAD_BYTES = 1 << 20;

  private Frames() {}

  /** The whole frame around a payload of at most {@link #MAX_PAYLOAD_BYTES}. */
  public static byte[] wrap(byte[] payload) {
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "frame: expected at most " + MAX_PAYLOAD_BYTES + " bytes, found " + payload.length);
    }
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    frame.putInt(payload.length);
    frame.putInt(checksum(payload.length, ByteBuffer.wrap(payload)));
    return frame.put(payload).array();
  }

  /**
   * The payload of the frame at the position of {@code in}, which then stands behind the frame;
   * empty, with the position unchanged, while part of the frame is still to come.
   *
   * @return a view of {@code in}, valid as long as its content is
   */
  public static Optional<ByteBuffer> unwrap(ByteBuffer in) throws ChannelException {
    if (in.remaining() < HEADER_BYTES) {
      return Optional.empty();
    }
    int length = in.getInt(in.position());
    if (length < 0 || length > MAX_PAYLOAD_BYTES) {
      throw new ChannelException(
          String.format(
              "frame: expected a length of at most %d bytes, found %s",
              MAX_PAYLOAD_BYTES, Integer.toUnsignedString(length)));
    }
    if (in.remaining() < HEADER_BYTES + length) {
      return Optional.empty();
    }
    ByteBuffer payload = in.slice(in.position() + HEADER_BYTES, length);
    requireChecksum(
        in.getInt(in.position() + Integer.BYTES), checksum(length, payload.duplicate()));
    in.position(in.position() + HEADER_BYTES + length);
    return Optional.of(payload);
  }

  private static void requireChecksum(int announced, int actual) throws ChannelException {
    if (announced != actual) {
      throw new ChannelException(
          String.format("frame: expected CRC32C %08x, found %08x", announced, actual));
    }
  }

  private static int checksum(int length, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      crc.update(length >>> shift);
    }
    crc.update(payload);
    return (int) crc.getValue();
  }
}
