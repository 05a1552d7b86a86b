package vmft.tas.raft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The directory of one replica of one group, held by one process at a time.
 *
 * <pre>
 * replica.txt   the replica and the group to which the directory belongs
 * lock          locked while a process serves from here
 * raft/         log, votes and snapshots, kept by Ratis
 * </pre>
 *
 * A replica that served from another's log could vote twice or forget a winner, so ownership is
 * checked before Ratis sees the directory.
 */
final class StorageDirectory implements AutoCloseable {
  private static final String FIRST_LINE = "vmft test-and-set replica, format 1";

  private final Path directory;
  private final FileChannel lockFile;

  private StorageDirectory(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /** Creates the directory if need be, and takes it for this process. */
  static StorageDirectory take(Path directory, FlagGroup.Member member, FlagGroup group)
      throws CannotServeException {
    try {
      Files.createDirectories(directory);
      refuseForeignFiles(directory);
      StorageDirectory taken = new StorageDirectory(directory, lock(directory));
      taken.checkOwner(List.of(FIRST_LINE, "replica " + member.id(), "group " + group));
      return taken;
    } catch (CannotServeException e) {
      throw e;
    } catch (IOException e) {
      throw new CannotServeException(
          "expected a writable storage directory, found "
              + directory
              + " ("
              + reason(e)
              + "); make it writable or name another",
          e);
    }
  }

  Path raft() {
    return directory.resolve("raft");
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }

  private static void refuseForeignFiles(Path directory) throws IOException {
    if (Files.exists(directory.resolve("lock"))) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        throw new CannotServeException(
            "expected a new or empty storage directory, or one of a test-and-set replica, found "
                + file
                + "; name another directory");
      }
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new CannotServeException(
          "expected a free storage directory, found "
              + directory
              + " in use by another replica process; stop that one or name another directory");
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void checkOwner(List<String> expected) throws IOException {
    Path file = directory.resolve("replica.txt");
    try {
      if (!Files.exists(file)) {
        write(file, expected);
        return;
      }
      List<String> found = Files.readAllLines(file);
      if (!found.equals(expected)) {
        throw new CannotServeException(
            "expected the storage directory of \""
                + describe(expected)
                + "\", found "
                + directory
                + " of \""
                + describe(found)
                + "\"; start that replica with that list, or name a new directory");
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void write(Path file, List<String> lines) throws IOException {
    Files.createDirectories(raft());
    Path partial = file.resolveSibling("replica.txt.partial");
    Files.write(partial, lines);
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String describe(List<String> lines) {
    return String.join(", ", lines.subList(Math.min(1, lines.size()), lines.size()));
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return kind.equals("IO") || kind.equals("FileSystem") ? e.getMessage() : kind;
  }
}
