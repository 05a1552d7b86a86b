package vmft.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A replay in a process of its own: nothing of the recording's process, no address, no translated
 * code, no timing, can help it to the same result.
 */
public final class ReplayProcess implements AutoCloseable {
  private final Process process;

  private ReplayProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param seed of the stops and pauses; none for straight on
   */
  public static ReplayProcess start(Path trace, OptionalLong seed) throws IOException {
    List<String> command = java(System.getenv());
    command.addAll(List.of("vmft.cli.Main", "replay", trace.toString()));
    command.add("--json");
    seed.ifPresent(value -> command.addAll(List.of("--shake", Long.toString(value))));
    return new ReplayProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** As the launcher says, or else as this process was started. */
  private static List<String> java(Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    command.add(environment.getOrDefault("VMFT_JAVA", own.toString()));
    command.addAll(words(environment.getOrDefault("VMFT_JAVA_OPTS", "")));
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", environment.getOrDefault("VMFT_CLASSPATH", classPath)));
    return command;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * Waits for its end.
   *
   * @throws IOException if it ended without a result; it has said why on stderr
   */
  public ReplayResult await() throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return ReplayResult.parse(said)
        .orElseThrow(
            () ->
                new IOException(
                    "replay process: expected a result, found none; it exited with " + exitCode));
  }

  /** Ends the process, if it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
