package vmft.sim;

import java.nio.ByteBuffer;
import java.util.Optional;
import vmft.net.EthernetFrame;
import vmft.net.Ipv4Address;
import vmft.net.Ipv4Packet;
import vmft.net.MacAddress;

/** The frames that clients and the toy guest exchange. */
final class Wire {
  static final MacAddress GUEST_MAC = new MacAddress(0x52_54_00_00_00_01L);
  private static final Ipv4Address GUEST_ADDRESS = new Ipv4Address(0x0a_00_02_0f);
  private static final int PROTOCOL = 253; // for experiments, RFC 3692
  private static final int REQUEST_BYTES = 4 + 8 + 4 + 4;
  private static final int REPLY_BYTES = OutputStamp.BYTES + 4 + 8 + 8;

  private Wire() {}

  enum Operation {
    ADD,
    GET,
    POWER_OFF
  }

  record Request(int client, long sequence, Operation operation, int key) {}

  record Reply(OutputStamp stamp, int client, long sequence, long value) {}

  static MacAddress clientMac(int client) {
    return new MacAddress(0x52_54_00_00_01_00L + client);
  }

  private static Ipv4Address clientAddress(int client) {
    return new Ipv4Address(0x0a_00_02_40 + client);
  }

  static byte[] encode(Request request) {
    ByteBuffer payload = ByteBuffer.allocate(REQUEST_BYTES);
    payload.putInt(request.client()).putLong(request.sequence());
    payload.putInt(request.operation().ordinal()).putInt(request.key());
    return new Ipv4Packet(clientAddress(request.client()), GUEST_ADDRESS, PROTOCOL, payload.array())
        .toFrame(clientMac(request.client()), GUEST_MAC)
        .encode();
  }

  static byte[] encode(Reply reply) {
    ByteBuffer payload = ByteBuffer.allocate(REPLY_BYTES);
    reply.stamp().put(payload);
    payload.putInt(reply.client()).putLong(reply.sequence()).putLong(reply.value());
    return new Ipv4Packet(GUEST_ADDRESS, clientAddress(reply.client()), PROTOCOL, payload.array())
        .toFrame(GUEST_MAC, clientMac(reply.client()))
        .encode();
  }

  /** Empty for a frame that is no request, such as an announcement of an address. */
  static Optional<Request> parseRequest(byte[] frame) {
    return payload(frame, REQUEST_BYTES)
        .map(
            in ->
                new Request(
                    in.getInt(), in.getLong(), Operation.values()[in.getInt()], in.getInt()));
  }

  static Optional<Reply> parseReply(byte[] frame) {
    return payload(frame, REPLY_BYTES)
        .map(in -> new Reply(OutputStamp.get(in), in.getInt(), in.getLong(), in.getLong()));
  }

  private static Optional<ByteBuffer> payload(byte[] frame, int bytes) {
    return EthernetFrame.parse(frame)
        .filter(ethernet -> ethernet.etherType() == EthernetFrame.IPV4)
        .flatMap(ethernet -> Ipv4Packet.parse(ethernet.payload()))
        .filter(packet -> packet.protocol() == PROTOCOL && packet.payload().length == bytes)
        .map(packet -> ByteBuffer.wrap(packet.payload()));
  }
}
