package vmft.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  private static final String FORMAT_LINE = "{\"format\":\"vmft-history\",\"version\":1}\n";

  @Test
  void aHistoryReadsBackAsItWas() throws IOException {
    History history = new RandomHistories(3).history(500, 5, 50, 10);
    history.record(new Operation(-1, 3, Request.cas(-1, -2, -3), -5, Optional.empty(), 12));
    assertThat(read(text(history)).operations()).isEqualTo(history.operations());
  }

  @Test
  void whatIsNoHistoryIsRefusedInOneLine() {
    assertRefused("", "history: expected a format line, found an empty file");
    assertRefused("hello", "history, line 1: expected a JSON object, found 'hello'");
    assertRefused("{}", "history, line 1: expected the field \"format\", found {}");
    assertRefused(
        "{\"format\":\"vmft-history\",\"version\":2}",
        "history, line 1: expected format vmft-history version 1,"
            + " found vmft-history version 2");
  }

  @Test
  void aBinaryFileIsRefusedInOneLine(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[] {'{', -1, -2, -3, '\n'});
    try (BufferedReader in = Files.newBufferedReader(file)) {
      assertThatThrownBy(() -> HistoryFile.read(in))
          .hasMessage("history: expected text, found other bytes");
    }
  }

  @Test
  void aBadOperationIsRefusedWithItsLine() throws IOException {
    History history = new Script().put(0, 1, 5, 0).history();
    String good = text(history).lines().skip(1).findFirst().orElseThrow();
    assertRefusedOperation(good.replace("PUT", "SET"), "\"op\", found 'SET'");
    assertRefusedOperation(good.replace("\"key\":\"7\"", "\"key\":\"x\""), "found 'x'");
    assertRefusedOperation(good.replace("\"retries\":0", "\"retries\":-1"), "found -1");
    assertRefusedOperation(good.replace("\"answered\":1", "\"answered\":-1"), "answered=-1");
    assertRefusedOperation(good.replace("\"status\":\"OK\",", ""), "the field \"status\"");
  }

  @Test
  void aFileCutOffAnywhereIsRefusedOrShorter() throws IOException {
    String whole = text(new RandomHistories(4).history(3, 1, 10, 30));
    for (int length = 0; length < whole.length(); length++) {
      String part = whole.substring(0, length);
      try {
        assertThat(read(part).size()).isLessThanOrEqualTo(3);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("history").hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void anyTextIsRefusedOrReadButNeverBreaksTheReader() throws IOException {
    String good = text(new RandomHistories(4).history(2, 1, 10, 30));
    Random random = new Random(9);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder bad = new StringBuilder(good);
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bad.setCharAt(random.nextInt(bad.length()), (char) (32 + random.nextInt(95)));
      }
      try {
        read(bad.toString());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("history");
      }
    }
  }

  private static void assertRefusedOperation(String line, String detail) {
    assertThatThrownBy(() -> read(FORMAT_LINE + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("history, line 2: ")
        .hasMessageContaining(detail);
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text)).hasMessage(message);
  }

  private static String text(History history) throws IOException {
    StringBuilder out = new StringBuilder();
    HistoryFile.write(history, out);
    return out.toString();
  }

  private static History read(String text) throws IOException {
    return HistoryFile.read(new BufferedReader(new StringReader(text)));
  }
}
