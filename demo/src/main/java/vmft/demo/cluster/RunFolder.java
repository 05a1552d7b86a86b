package vmft.demo.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Everything that a run leaves behind, in one folder.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /**
   * Makes the folder, or takes an empty one.
   *
   * @throws IOException with one line for the user, if it is not there and empty afterwards
   */
  public static RunFolder create(Path path) throws IOException {
    try {
      Files.createDirectories(path);
      try (Stream<Path> content = Files.list(path)) {
        if (content.findAny().isPresent()) {
          throw new IOException(path + ": expected a new or empty folder, found files in it");
        }
      }
      return new RunFolder(path);
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(path + ": cannot be made: " + reason(e), e);
    }
  }

  private static String reason(java.nio.file.FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  /** Stderr of a part. */
  public Path log(String part) {
    return path.resolve(part + ".log");
  }

  /** What a part told, lines of JSON. */
  public Path events(String part) {
    return path.resolve(part + ".events");
  }

  /** The log entries of a replica. */
  public Path trace(String part) {
    return path.resolve(part + ".trace");
  }

  /** The guest's console as a replica let it out. */
  public Path console(String part) {
    return path.resolve(part + ".console");
  }

  /** Where a test-and-set replica keeps its flags. */
  public Path flags(String part) {
    return path.resolve(part);
  }

  /** Frames of the switch's ports. */
  public Path captures() {
    return path.resolve("frames");
  }

  /** What the clients asked and were answered. */
  public Path history() {
    return path.resolve("history.jsonl");
  }
}
