package vmft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where recordings go: a folder that the user has named, or one for the moment. */
final class TraceFolder implements AutoCloseable {
  private final Path folder;
  private final boolean ours;

  private TraceFolder(Path folder, boolean ours) {
    this.folder = folder;
    this.ours = ours;
  }

  /**
   * @param chosen made if it is not there; null for one that vanishes when this is closed
   */
  static TraceFolder of(Path chosen) {
    try {
      return chosen == null
          ? new TraceFolder(Files.createTempDirectory("vmft-traces"), true)
          : new TraceFolder(Files.createDirectories(chosen), false);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.USAGE, "folder for traces: cannot be made: " + e.getMessage(), e);
    }
  }

  /** The file for a program's trace. */
  Path file(String program) {
    return folder.resolve(program.replace('/', '_') + ".trace");
  }

  @Override
  public void close() {
    if (!ours) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, "folder " + folder + ": cannot be removed: " + e.getMessage(), e);
    }
  }
}
