package vmft.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An Ethernet frame without its check sequence, as virtio-net and QEMU's stream framing carry it.
 *
 * @param etherType what the payload is, 0 to 65535
 * @param payload may be followed by padding; never changed after construction
 */
public record EthernetFrame(
    MacAddress destination, MacAddress source, int etherType, byte[] payload) {
  public static final int HEADER_BYTES = 14;

  /** The shortest frame that is not a runt on a real wire; shorter payloads are padded. */
  public static final int MIN_ENCODED_BYTES = 60;

  /** The longest that anything here accepts: a 64 KiB payload behind the header. */
  public static final int MAX_BYTES = 65_550;

  public static final int ARP = 0x0806;
  public static final int IPV4 = 0x0800;

  public EthernetFrame {
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(payload, "payload");
  }

  /** Empty unless there is a whole header and no more than {@link #MAX_BYTES}. */
  public static Optional<EthernetFrame> parse(byte[] frame) {
    if (!isFrame(frame)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    MacAddress destination = MacAddress.get(in);
    MacAddress source = MacAddress.get(in);
    int etherType = Short.toUnsignedInt(in.getShort());
    byte[] payload = Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
    return Optional.of(new EthernetFrame(destination, source, etherType, payload));
  }

  /** Whether the length is one that a frame can have. */
  public static boolean isFrame(byte[] frame) {
    return frame.length >= HEADER_BYTES && frame.length <= MAX_BYTES;
  }

  /** Where {@code frame} goes; without a copy of the payload. It must have a whole header. */
  static MacAddress destinationOf(byte[] frame) {
    return MacAddress.get(ByteBuffer.wrap(frame));
  }

  /** Where {@code frame} comes from; as {@link #destinationOf}. */
  static MacAddress sourceOf(byte[] frame) {
    return MacAddress.get(ByteBuffer.wrap(frame, MacAddress.BYTES, MacAddress.BYTES));
  }

  /** The bytes on the wire, padded with zeros to {@link #MIN_ENCODED_BYTES}. */
  public byte[] encode() {
    int length = Math.max(HEADER_BYTES + payload.length, MIN_ENCODED_BYTES);
    ByteBuffer out = ByteBuffer.allocate(length);
    destination.put(out);
    source.put(out);
    out.putShort((short) etherType).put(payload);
    return out.array();
  }
}
