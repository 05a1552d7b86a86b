package vmft.demo.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** RESP, version 2, of which the demo needs the whole and uses a little. */
final class RespCodec {
  private static final int MAX_LINE_BYTES = 64 << 10;
  private static final int MAX_BULK_BYTES = 16 << 20;
  private static final int MAX_ROW = 1 << 20;

  private RespCodec() {}

  /** A command is a row of bulk strings. */
  static byte[] encode(List<String> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(line("*" + command.size()));
    for (String word : command) {
      byte[] bytes = word.getBytes(UTF_8);
      out.writeBytes(line("$" + bytes.length));
      out.writeBytes(bytes);
      out.writeBytes(line(""));
    }
    return out.toByteArray();
  }

  private static byte[] line(String text) {
    return (text + "\r\n").getBytes(US_ASCII);
  }

  /**
   * Reads one reply.
   *
   * @throws EOFException if the connection ends before or in it
   * @throws ProtocolException if it is none
   */
  static RespReply read(InputStream in) throws IOException {
    String line = readLine(in);
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> new RespReply.Simple(rest);
      case '-' -> new RespReply.Failure(rest);
      case ':' -> new RespReply.Whole(number(rest, Long.MIN_VALUE, Long.MAX_VALUE));
      case '$' -> readBulk(in, (int) number(rest, -1, MAX_BULK_BYTES));
      case '*' -> readRow(in, (int) number(rest, -1, MAX_ROW));
      default -> throw new ProtocolException("reply: expected one of + - : $ *, found " + line);
    };
  }

  private static RespReply readBulk(InputStream in, int length) throws IOException {
    if (length < 0) {
      return new RespReply.Nothing();
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("connection closed within a reply");
    }
    if (in.read() != '\r' || in.read() != '\n') {
      throw new ProtocolException("reply: expected the end of a line after " + length + " bytes");
    }
    return RespReply.Bulk.of(bytes);
  }

  private static RespReply readRow(InputStream in, int length) throws IOException {
    if (length < 0) {
      return new RespReply.Nothing();
    }
    List<RespReply> replies = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      replies.add(read(in));
    }
    return new RespReply.Row(replies);
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection closed by the other side");
      }
      if (line.length() == MAX_LINE_BYTES) {
        throw new ProtocolException("reply: expected a line below 64 KiB");
      }
      line.append((char) b);
    }
    if (in.read() != '\n' || line.isEmpty()) {
      throw new ProtocolException("reply: expected a line that ends with CR LF, found " + line);
    }
    return line.toString();
  }

  private static long number(String text, long least, long most) throws ProtocolException {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ProtocolException(
        "reply: expected a number from %d to %d, found %s".formatted(least, most, text));
  }
}
