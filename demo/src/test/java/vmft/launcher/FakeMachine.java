package vmft.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine made of small scripts: the launcher runs in a folder of its own with a PATH that holds
 * the base system's tools and whatever a test puts there. Each tool of the machine notes how it was
 * called. Nothing is installed, nothing downloaded.
 */
final class FakeMachine {
  private static final List<String> BASE_TOOLS =
      List.of(
          "bash",
          "sh",
          "env",
          "readlink",
          "dirname",
          "sed",
          "grep",
          "find",
          "sort",
          "cmp",
          "getent",
          "cut",
          "mkdir",
          "mktemp",
          "rm",
          "mv",
          "cp",
          "cat",
          "head",
          "tail",
          "tr",
          "xargs",
          "paste",
          "flock",
          "sleep",
          "touch",
          "chmod",
          "basename",
          "install",
          "ln",
          "tar",
          "wc",
          "du",
          "sha256sum");

  /** Leaves behind what the launcher wants to find after a build. */
  static final String MAVEN_THAT_BUILDS =
      """
      mkdir -p demo/target/lib hypervisor/target/native guest-images/build
      touch demo/target/vmft-demo-1.jar demo/target/lib/library.jar
      touch hypervisor/target/native/libvmft.so guest-images/build/SHA256SUMS
      """;

  private final Path root;
  private final Path bin;
  private final Path calls;
  final Path clone;

  FakeMachine(Path root) throws IOException {
    this.root = root;
    this.bin = Files.createDirectories(root.resolve("bin"));
    this.calls = Files.createFile(root.resolve("calls"));
    this.clone = Files.createDirectories(root.resolve("clone"));
    for (String tool : BASE_TOOLS) {
      executable(bin.resolve(tool), "#!/bin/sh\nexec " + realPathOf(tool) + " \"$@\"\n");
    }
    copyLauncher();
    write(clone.resolve("pom.xml"), "<project/>");
    write(clone.resolve("demo/src/main/java/Main.java"), "class Main {}");
    tool("id", "echo 0");
  }

  /** Puts a command on the PATH; its arguments are noted, then the script runs. */
  FakeMachine tool(String name, String script) throws IOException {
    script(bin.resolve(name), script);
    return this;
  }

  FakeMachine withUser(int uid) throws IOException {
    return tool("id", "echo " + uid);
  }

  /** All that a build takes; Maven makes what the launcher wants to find afterwards. */
  FakeMachine withAllTools(String jdkVersion) throws IOException {
    for (String name : List.of("cc", "make", "riscv64-unknown-elf-gcc")) {
      tool(name, "");
    }
    tool("mvn", MAVEN_THAT_BUILDS);
    return withJdk(jdkVersion).withUnicorn(2, 1, 4);
  }

  /** A JDK that reports how it was started. */
  FakeMachine withJdk(String version) throws IOException {
    write(root.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(root.resolve("jdk/bin/javac"), "");
    script(root.resolve("jdk/bin/java"), "echo \"unicorn in $VMFT_UNICORN\"; exit ${JAVA_EXIT-0}");
    return this;
  }

  FakeMachine withUnicorn(int major, int minor, int patch) throws IOException {
    write(unicorn().resolve("usr/lib/x86_64-linux-gnu/libunicorn.so.2"), "");
    write(
        unicorn().resolve("usr/include/unicorn/unicorn.h"),
        "#define UC_API_MAJOR %s\n#define UC_API_MINOR %s\n#define UC_API_PATCH %s\n"
            .formatted(major, minor, patch));
    return this;
  }

  FakeMachine without(String... tools) throws IOException {
    for (String name : tools) {
      Files.delete(bin.resolve(name));
    }
    return this;
  }

  FakeMachine withoutUnicorn() throws IOException {
    Files.delete(unicorn().resolve("usr/include/unicorn/unicorn.h"));
    return this;
  }

  Path unicorn() {
    return root.resolve("home/.cache/vmft/unicorn");
  }

  /** How the machine's tools were called so far, one line a call. */
  List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

  List<String> callsOf(String tool) throws IOException {
    return calls().stream().filter(call -> call.startsWith(tool + " ")).toList();
  }

  Result vmft(String... arguments) throws IOException, InterruptedException {
    return start(Map.of(), arguments).result();
  }

  Result vmftWith(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return start(environment, arguments).result();
  }

  Launch start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(clone.resolve("vmft").toString()));
    command.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile(root, "out", "");
    Path err = Files.createTempFile(root, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(clone.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", root.resolve("home").toString());
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().putAll(environment);
    return new Launch(builder.start(), out, err);
  }

  record Result(int exit, String out, String err) {}

  record Launch(Process process, Path out, Path err) {
    Result result() throws IOException, InterruptedException {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher hangs; it said: " + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  private void copyLauncher() throws IOException {
    copyIntoClone("vmft");
    copyIntoClone("tools/launcher");
  }

  /** A file or a folder of this repository. */
  FakeMachine copyIntoClone(String name) throws IOException {
    Path repository = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> files = Files.walk(repository.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = clone.resolve(repository.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return this;
  }

  private void script(Path file, String body) throws IOException {
    String note = "echo \"${0##*/} $*\" >> '" + calls + "'\n";
    executable(file, "#!/usr/bin/env bash\n" + note + body + "\n");
  }

  /** By rename: a shell may be reading the file that is replaced. */
  private static void executable(Path file, String text) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".new");
    write(partial, text);
    Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  private static Path realPathOf(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(tool + " is part of every base system"));
  }
}
