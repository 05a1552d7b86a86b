package vmft.demo.kv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import vmft.check.Answer.Status;
import vmft.check.Request;
import vmft.check.Request.Kind;

/** Requests and responses as bytes, as guest-images/kv/PROTOCOL.md has them. Pure. */
final class KvCodec {
  static final int REQUEST_BYTES = 45;
  static final int RESPONSE_BYTES = 37;

  /** "KV1" and a zero byte. */
  private static final int MAGIC = 0x0031564b;

  private KvCodec() {}

  static byte[] encode(long client, long sequence, Request request) {
    return buffer(REQUEST_BYTES)
        .putInt(MAGIC)
        .putLong(client)
        .putLong(sequence)
        .put(code(request.kind()))
        .putLong(request.key())
        .putLong(request.value())
        .putLong(request.expected())
        .array();
  }

  /** Empty unless it is a whole response with a known status. */
  static Optional<KvResponse> decode(byte[] bytes) {
    if (bytes.length != RESPONSE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int magic = in.getInt();
    long client = in.getLong();
    long sequence = in.getLong();
    Optional<Status> status = status(in.get());
    if (magic != MAGIC || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new KvResponse(client, sequence, status.get(), in.getLong(), in.getLong()));
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte code(Kind kind) {
    return switch (kind) {
      case GET -> 1;
      case PUT -> 2;
      case ADD -> 3;
      case CAS -> 4;
      case TOKEN -> 5;
      case TIME -> 6;
    };
  }

  private static Optional<Status> status(byte code) {
    return switch (code) {
      case 0 -> Optional.of(Status.OK);
      case 1 -> Optional.of(Status.NOT_FOUND);
      case 2 -> Optional.of(Status.CAS_FAILED);
      case 3 -> Optional.of(Status.BAD_REQUEST);
      case 4 -> Optional.of(Status.FULL);
      case 5 -> Optional.of(Status.STALE);
      default -> Optional.empty();
    };
  }
}
