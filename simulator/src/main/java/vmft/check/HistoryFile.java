package vmft.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * A history as text, one JSON object a line, so that it can be kept and checked again.
 *
 * <pre>
 * {"format":"vmft-history","version":1}
 * {"client":"a1","sequence":7,"op":"ADD","key":"3","value":"1","expected":"0","invoked":1000,
 *  "retries":0,"answered":2000,"status":"OK","result":"8","previous":"7"}
 * </pre>
 *
 * (the second on one line). Strings of digits are 64 bits in hexadecimal; times are nanoseconds. An
 * operation without an answer lacks the last four fields.
 */
public final class HistoryFile {
  private static final String FORMAT = "vmft-history";
  private static final int VERSION = 1;

  private HistoryFile() {}

  public static void write(History history, Appendable out) throws IOException {
    out.append("{\"format\":\"%s\",\"version\":%d}%n".formatted(FORMAT, VERSION));
    for (Operation operation : history.operations()) {
      out.append(line(operation)).append(System.lineSeparator());
    }
  }

  private static String line(Operation operation) {
    Request request = operation.request();
    String question =
        """
        {"client":"%x","sequence":%d,"op":"%s","key":"%x","value":"%x","expected":"%x",\
        "invoked":%d,"retries":%d"""
            .formatted(
                operation.client(),
                operation.sequence(),
                request.kind(),
                request.key(),
                request.value(),
                request.expected(),
                operation.invokedNanos(),
                operation.retries());
    return question + operation.answer().map(HistoryFile::fields).orElse("") + "}";
  }

  private static String fields(Answer answer) {
    return ",\"answered\":%d,\"status\":\"%s\",\"result\":\"%x\",\"previous\":\"%x\""
        .formatted(answer.answeredNanos(), answer.status(), answer.value(), answer.previous());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is anything else; the message is for the user
   */
  public static History read(BufferedReader in) throws IOException {
    try {
      return readLines(in);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("history: expected text, found other bytes", e);
    }
  }

  private static History readLines(BufferedReader in) throws IOException {
    History history = new History();
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      try {
        JsonLine fields = JsonLine.parse(line);
        if (number == 1) {
          checkFormat(fields);
        } else {
          history.record(operation(fields));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("history, line " + number + ": " + e.getMessage(), e);
      }
    }
    if (number == 0) {
      throw new IllegalArgumentException("history: expected a format line, found an empty file");
    }
    return history;
  }

  private static void checkFormat(JsonLine fields) {
    if (!fields.word("format").equals(FORMAT) || fields.number("version") != VERSION) {
      throw new IllegalArgumentException(
          "expected format %s version %d, found %s version %d"
              .formatted(FORMAT, VERSION, fields.word("format"), fields.number("version")));
    }
  }

  private static Operation operation(JsonLine fields) {
    Request request =
        new Request(
            fields.oneOf(Request.Kind.class, "op"),
            fields.bits("key"),
            fields.bits("value"),
            fields.bits("expected"));
    return new Operation(
        fields.bits("client"),
        fields.number("sequence"),
        request,
        fields.number("invoked"),
        fields.has("answered") ? Optional.of(answer(fields)) : Optional.empty(),
        retries(fields));
  }

  private static int retries(JsonLine fields) {
    long retries = fields.number("retries");
    if (retries < 0 || retries > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected retries of at least 0, found " + retries);
    }
    return (int) retries;
  }

  private static Answer answer(JsonLine fields) {
    return new Answer(
        fields.number("answered"),
        fields.oneOf(Answer.Status.class, "status"),
        fields.bits("result"),
        fields.bits("previous"));
  }
}
