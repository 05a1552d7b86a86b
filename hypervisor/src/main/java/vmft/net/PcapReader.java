package vmft.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link PcapWriter} wrote, up to the last whole record. */
public final class PcapReader {
  private PcapReader() {}

  /**
   * Reads all frames.
   *
   * @param file the whole content of a capture file
   * @return its frames, oldest first
   * @throws IllegalArgumentException if it is no such file; the message is for the user
   */
  public static List<CapturedFrame> read(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < PcapWriter.FILE_HEADER_BYTES
        || in.getInt(0) != PcapWriter.MAGIC_NANOSECONDS
        || in.getInt(20) != PcapWriter.LINK_TYPE_ETHERNET) {
      throw new IllegalArgumentException(
          "capture: expected a little-endian nanosecond pcap file of Ethernet frames, found "
              + file.length
              + " bytes of something else");
    }
    in.position(PcapWriter.FILE_HEADER_BYTES);
    List<CapturedFrame> frames = new ArrayList<>();
    while (holdsWholeRecord(in)) {
      frames.add(next(in));
    }
    return frames;
  }

  private static boolean holdsWholeRecord(ByteBuffer in) {
    int bodyBytes = in.remaining() - PcapWriter.RECORD_HEADER_BYTES;
    return bodyBytes >= 0 && Integer.compareUnsigned(in.getInt(in.position() + 8), bodyBytes) <= 0;
  }

  private static CapturedFrame next(ByteBuffer in) {
    long seconds = Integer.toUnsignedLong(in.getInt());
    long epochNanos = seconds * PcapWriter.NANOS_PER_SECOND + in.getInt();
    byte[] frame = new byte[in.getInt()];
    in.getInt(); // the length on the wire: nothing is cut short, so it is the same
    in.get(frame);
    return new CapturedFrame(epochNanos, frame);
  }

  /**
   * A frame on the wire.
   *
   * @param epochNanos when it was seen, nanoseconds since 1970
   */
  public record CapturedFrame(long epochNanos, byte[] frame) {}
}
