package vmft.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.Pair;

/** {@code vmft console} at a real pair, one of which is killed under it. */
class ConsoleTakeoverTest {
  private static final int LINES = 300;
  private static final int KILLED_AFTER = 100;

  @TempDir private static Path folder;

  private static Stage stage;

  @BeforeAll
  static void setStage() throws Exception {
    stage = Stage.set(folder);
  }

  @AfterAll
  static void closeStage() {
    stage.close();
  }

  @Test
  void aSessionGoesOnAtTheOtherReplicaWithEveryByteSeenAndTypedOnceOnTheUart() throws Exception {
    typeThroughATakeover("uart");
  }

  @Test
  void aSessionGoesOnAtTheOtherReplicaWithEveryByteSeenAndTypedOnceOnVirtio() throws Exception {
    typeThroughATakeover("virtio");
  }

  private static void typeThroughATakeover(String device) throws Exception {
    try (Pair pair = stage.attachablePair("echo", List.of("--console-device", device))) {
      Path shown = folder.resolve("shown-" + device + ".txt");
      Process console = startConsole(pair, shown);
      try {
        Stage.await("the guest is there", () -> text(shown).endsWith("echo: type\n"));
        typeAndKill(pair, console, shown);
        assertThat(console.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(text(shown)).isEqualTo(expected());
        assertThat(console.exitValue()).isZero();
      } finally {
        console.destroyForcibly();
      }
    }
  }

  /** Typing goes on while nobody is live, faster than the guest answers. */
  private static void typeAndKill(Pair pair, Process console, Path shown) throws Exception {
    try (OutputStream typed = console.getOutputStream()) {
      for (int line = 1; line <= LINES; line++) {
        if (line == KILLED_AFTER) {
          int seen = line / 2;
          Stage.await("some is answered", () -> text(shown).contains("\n" + seen + ": "));
          pair.primary().kill();
        }
        typed.write(line(line).getBytes(US_ASCII));
        typed.flush();
      }
      typed.write("poweroff\n".getBytes(US_ASCII));
    }
  }

  private static String line(int number) {
    return "line " + number + " " + "x".repeat(number % 50) + "\n";
  }

  private static String expected() {
    StringBuilder expected = new StringBuilder("echo: type\n");
    for (int line = 1; line <= LINES; line++) {
      expected.append(line).append(": ").append(line(line));
    }
    return expected.append(LINES + 1).append(": poweroff\n").toString();
  }

  private static Process startConsole(Pair pair, Path shown) throws IOException {
    String addresses =
        pair.consoles().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    List<String> command = JvmCommand.from(Map.of()).line(List.of(), List.of("console", addresses));
    return new ProcessBuilder(command)
        .redirectOutput(Files.createFile(shown).toFile())
        .redirectError(folder.resolve("notes.txt").toFile())
        .start();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, US_ASCII);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
