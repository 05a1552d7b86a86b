package vmft.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import vmft.channel.ChannelException;
import vmft.channel.PairingCodec;
import vmft.trace.wire.TraceProto;

/** Between {@link TraceHeader} and its form in {@code trace.proto}. Pure. */
final class TraceHeaderCodec {
  private TraceHeaderCodec() {}

  static byte[] encode(TraceHeader header) {
    return TraceProto.TraceHeader.newBuilder()
        .setVmftVersion(header.vmftVersion())
        .setPairing(PairingCodec.encode(header.pairing()))
        .setRole(encodeRole(header.role()))
        .setStartedAtMillis(header.startedAtMillis())
        .setKernelHint(header.kernelHint())
        .build()
        .toByteArray();
  }

  /**
   * The header in {@code bytes}.
   *
   * @throws MalformedHeaderException if there is none
   */
  static TraceHeader decode(byte[] bytes) throws MalformedHeaderException {
    try {
      TraceProto.TraceHeader header = TraceProto.TraceHeader.parseFrom(bytes);
      return new TraceHeader(
          header.getVmftVersion(),
          PairingCodec.decode(header.getPairing()),
          decodeRole(header.getRole()),
          header.getStartedAtMillis(),
          header.getKernelHint());
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedHeaderException("expected a trace header, found bytes that are none");
    } catch (ChannelException e) {
      throw new MalformedHeaderException(e.getMessage());
    }
  }

  private static TraceProto.TraceHeader.Role encodeRole(TraceHeader.Role role) {
    return switch (role) {
      case ALONE -> TraceProto.TraceHeader.Role.ALONE;
      case PRIMARY -> TraceProto.TraceHeader.Role.PRIMARY;
      case BACKUP -> TraceProto.TraceHeader.Role.BACKUP;
    };
  }

  private static TraceHeader.Role decodeRole(TraceProto.TraceHeader.Role role)
      throws MalformedHeaderException {
    return switch (role) {
      case ALONE -> TraceHeader.Role.ALONE;
      case PRIMARY -> TraceHeader.Role.PRIMARY;
      case BACKUP -> TraceHeader.Role.BACKUP;
      case UNKNOWN, UNRECOGNIZED ->
          throw new MalformedHeaderException("role: expected a known one, found " + role);
    };
  }

  /** The header's bytes are whole but make no sense. */
  static final class MalformedHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHeaderException(String message) {
      super(message);
    }
  }
}
