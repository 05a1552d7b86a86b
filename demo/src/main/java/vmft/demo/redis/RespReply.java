package vmft.demo.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What a server of RESP, version 2, answers. */
public sealed interface RespReply {
  /** {@code +OK}. */
  record Simple(String text) implements RespReply {}

  /** {@code -ERR ...}: the command failed, the connection is well. */
  record Failure(String text) implements RespReply {}

  /** {@code :42}. */
  record Whole(long value) implements RespReply {}

  /** {@code $5}, then as many bytes, taken for UTF-8. */
  record Bulk(String text) implements RespReply {
    static Bulk of(byte[] bytes) {
      return new Bulk(new String(bytes, UTF_8));
    }
  }

  /** {@code $-1} or {@code *-1}. */
  record Nothing() implements RespReply {}

  /** {@code *3}, then as many replies. */
  record Row(List<RespReply> replies) implements RespReply {
    public Row {
      replies = List.copyOf(replies);
    }
  }
}
