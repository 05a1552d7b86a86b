package vmft.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vmft.demo.cluster.JvmCommand;

/** A vmft command in a process of its own, as a user starts it. */
final class Command implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Command start(Path folder, String... arguments) throws IOException {
    return start(folder, Map.of(), arguments);
  }

  /** Its stdin is empty, as with {@code </dev/null}. */
  static Command start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> line = JvmCommand.from(Map.of()).line(List.of(), List.of(arguments));
    // Whoever runs the tests in the background may have told all processes to ignore SIGINT.
    line.addAll(0, List.of("env", "--default-signal=INT"));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Command(builder.start(), out, err);
  }

  /** Its exit code. */
  int await() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the command did not end within a minute");
    }
    return process.exitValue();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
