package vmft.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.FreePorts;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.Part;
import vmft.tas.raft.CannotServeException;
import vmft.tas.raft.FlagGroup;
import vmft.tas.raft.FlagServer;

/**
 * What all measurements need: the images, a folder for what processes write, test-and-set in this
 * process, and the commands that start guests.
 */
final class Workbench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FLAG_REPLICAS = 3;

  private final Images images;
  private final Path folder;
  private final JvmCommand jvm = JvmCommand.from(System.getenv());
  private final FreePorts ports = new FreePorts();
  private final FlagGroup group;
  private final List<FlagServer> flags = new ArrayList<>();

  private Workbench(Images images, Path folder) {
    this.images = images;
    this.folder = folder;
    this.group = FlagGroup.parse(groupOnFreePorts());
  }

  /** Sets up, and waits until test-and-set is ready. */
  static Workbench setUp(Images images) throws IOException, InterruptedException {
    Workbench bench = new Workbench(images, Files.createTempDirectory("vmft-bench"));
    try {
      bench.startTestAndSet();
      return bench;
    } catch (CannotServeException e) {
      bench.close();
      throw new BenchException(e.getMessage(), e);
    }
  }

  private String groupOnFreePorts() {
    List<String> members = new ArrayList<>();
    for (int i = 1; i <= FLAG_REPLICAS; i++) {
      members.add("t" + i + "=" + ports.next());
    }
    return String.join(",", members);
  }

  private void startTestAndSet() throws CannotServeException, InterruptedException {
    for (FlagGroup.Member member : group.members()) {
      flags.add(FlagServer.start(group, member.id(), folder.resolve(member.id())));
    }
    for (FlagServer server : flags) {
      if (!server.awaitReady(PATIENCE)) {
        throw new BenchException("test-and-set: expected it to be ready, it is not");
      }
    }
  }

  Images images() {
    return images;
  }

  HostAndPort freePort() {
    return ports.next();
  }

  /** Where a process complains. */
  Path log(String name) {
    return folder.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".log");
  }

  /** A file for a process to write, made anew each time. */
  Path scratch(String name) {
    return folder.resolve(name);
  }

  /** A vmft command that ends when its standard input is closed. */
  List<String> vmft(String command, String image, String... arguments) {
    return vmft(command, imageWords(image), arguments);
  }

  private List<String> imageWords(String image) {
    return List.of(images.path(image).toString());
  }

  /**
   * As {@link #vmft(String, String, String...)}.
   *
   * @param guest options that say which guest
   */
  List<String> vmft(String command, List<String> guest, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(command);
    words.addAll(guest);
    words.add("--stop-with-stdin");
    words.addAll(List.of(arguments));
    return jvm.line(List.of(), words);
  }

  /** What a pair is told that is not to break when the machine is busy with other things. */
  static String[] patiently(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--silence-limit";
    all[arguments.length + 1] = "3000";
    return all;
  }

  /** The primary's command for a backup at that place. */
  List<String> primary(String image, HostAndPort backup, String... arguments) {
    return primary(imageWords(image), backup, arguments);
  }

  List<String> primary(List<String> guest, HostAndPort backup, String... arguments) {
    List<String> words = new ArrayList<>(vmft("primary", guest, arguments));
    words.addAll(List.of("--backup", backup.toString(), "--tas", group.toString()));
    return words;
  }

  /** Starts a backup and waits until a primary can pair with it. */
  Part backup(String image, HostAndPort listen, String... arguments) throws InterruptedException {
    return backup(imageWords(image), listen, arguments);
  }

  /** As above. */
  Part backup(List<String> guest, HostAndPort listen, String... arguments)
      throws InterruptedException {
    List<String> words = new ArrayList<>(vmft("backup", guest, arguments));
    words.addAll(List.of("--listen", listen.toString(), "--tas", group.toString(), "--json"));
    Part backup = start("backup", words);
    backup.awaitReady(PATIENCE);
    return backup;
  }

  /** Starts a process that tells events. */
  Part start(String name, List<String> command) {
    try {
      return Part.start(name, command, log(name), scratch(name + ".events"));
    } catch (IOException e) {
      throw new BenchException(name + ": cannot be started: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    flags.forEach(FlagServer::close);
    try (Stream<Path> files = Files.walk(folder)) {
      files.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
