package vmft.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import vmft.channel.wire.ChannelProto;
import vmft.log.Generation;

/** Between {@link Heartbeat} and a datagram: CRC32C of the rest, then the message. Pure. */
public final class HeartbeatCodec {
  private HeartbeatCodec() {}

  /** The content of a datagram. */
  public static byte[] encode(Heartbeat heartbeat) {
    byte[] message =
        ChannelProto.Heartbeat.newBuilder()
            .setMachine(heartbeat.machine())
            .setGeneration(heartbeat.generation().number())
            .setSender(encodeSender(heartbeat.sender()))
            .setSequence(heartbeat.sequence())
            .build()
            .toByteArray();
    ByteBuffer datagram = ByteBuffer.allocate(Integer.BYTES + message.length);
    return datagram.putInt(checksum(ByteBuffer.wrap(message))).put(message).array();
  }

  /** The heartbeat in a datagram; empty if it holds none that is sound. */
  public static Optional<Heartbeat> decode(ByteBuffer datagram) {
    if (datagram.remaining() < Integer.BYTES
        || datagram.getInt() != checksum(datagram.duplicate())) {
      return Optional.empty();
    }
    try {
      return decodeMessage(ChannelProto.Heartbeat.parseFrom(datagram));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static Optional<Heartbeat> decodeMessage(ChannelProto.Heartbeat message) {
    return decodeSender(message.getSender())
        .filter(sender -> message.getGeneration() > 0)
        .map(
            sender ->
                new Heartbeat(
                    message.getMachine(),
                    new Generation(message.getGeneration()),
                    sender,
                    message.getSequence()));
  }

  private static ChannelProto.Heartbeat.Sender encodeSender(Heartbeat.Sender sender) {
    return switch (sender) {
      case PRIMARY -> ChannelProto.Heartbeat.Sender.PRIMARY;
      case BACKUP -> ChannelProto.Heartbeat.Sender.BACKUP;
    };
  }

  private static Optional<Heartbeat.Sender> decodeSender(ChannelProto.Heartbeat.Sender sender) {
    return switch (sender) {
      case PRIMARY -> Optional.of(Heartbeat.Sender.PRIMARY);
      case BACKUP -> Optional.of(Heartbeat.Sender.BACKUP);
      case UNKNOWN, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static int checksum(ByteBuffer content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
