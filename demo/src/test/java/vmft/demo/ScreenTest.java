package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String REWRITE = "\r\033[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void onATerminalLiveLinesReplaceEachOtherAndTheLastOneStays() {
    Screen screen = screen(true);
    screen.live("one");
    screen.live("two");
    screen.line("three");
    assertThat(shown()).isEqualTo(REWRITE + "one" + REWRITE + "two\nthree\n");
  }

  @Test
  void whatPassesByLeavesNoTraceAndIsNotRepeated() {
    Screen screen = screen(true);
    screen.passing("booting");
    screen.passing("booting");
    screen.passing("x".repeat(200));
    screen.line("ready");
    assertThat(shown())
        .isEqualTo(
            "\033[2mbooting\033[0m"
                + REWRITE
                + "\033[2m"
                + "x".repeat(79)
                + "\033[0m"
                + REWRITE
                + "ready\n");
  }

  @Test
  void elsewhereEachLiveLineIsALineAndNothingPassesBy() {
    Screen screen = screen(false);
    screen.passing("booting");
    screen.live("one");
    screen.line("two");
    assertThat(shown()).isEqualTo("one\ntwo\n");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
