package vmft.tas.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A replica in a process of its own, which can be killed, frozen and thawed. */
final class ReplicaProcess {
  private final Process process;
  private final CompletableFuture<String> firstLine;

  ReplicaProcess(FlagGroup group, String id, Path directory) {
    try {
      process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Xmx128m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ReplicaMain.class.getName(),
                  group.toString(),
                  id,
                  directory.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    BufferedReader output = process.inputReader(UTF_8);
    firstLine = CompletableFuture.supplyAsync(() -> readLine(output));
  }

  void awaitReady() throws Exception {
    String line = firstLine.get(30, TimeUnit.SECONDS);
    if (!ReplicaMain.READY.equals(line)) {
      throw new IllegalStateException("replica did not become ready, it said: " + line);
    }
  }

  /** SIGKILL, and waits until the process is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void freeze() throws Exception {
    signal("STOP");
  }

  void thaw() throws Exception {
    signal("CONT");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** By the shell's own kill: the program of that name is not part of every base system. */
  private void signal(String name) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  private static String readLine(BufferedReader output) {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
