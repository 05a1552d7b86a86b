package vmft.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import vmft.device.disk.DiskImage;
import vmft.device.disk.DiskSettings;

/**
 * A disk image in a file, read as the guest asks for it and never written. The file must not change
 * while the machine runs. Thread-confined to its owner.
 *
 * <p>It is read, not mapped: a mapped file that somebody cuts short would end the process.
 */
public final class DiskFile implements DiskImage, AutoCloseable {
  private static final int DIGEST_CHUNK_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long bytes;
  private final String sha256;

  private DiskFile(Path path, FileChannel channel, long bytes) {
    this.path = path;
    this.channel = channel;
    this.bytes = bytes;
    this.sha256 = computeDigest();
  }

  /**
   * Opens an image and computes its digest, which reads all of it.
   *
   * @throws BadDiskException if there is no such file, it cannot be read, or its size is not that
   *     of a disk
   */
  public static DiskFile open(Path path) throws BadDiskException {
    if (!Files.isRegularFile(path)) {
      String found = Files.exists(path) ? "a directory or device" : "none of this name";
      throw new BadDiskException(path.toString(), "expected a file, found " + found);
    }
    try {
      checkSize(path, Files.size(path));
      return read(path, FileChannel.open(path));
    } catch (IOException | UncheckedIOException e) {
      throw new BadDiskException(path.toString(), "expected a readable file, found: " + reason(e));
    }
  }

  private static void checkSize(Path path, long bytes) throws BadDiskException {
    if (bytes == 0 || bytes % DiskSettings.SECTOR_BYTES != 0) {
      throw new BadDiskException(
          path.toString(),
          "expected a raw image of whole sectors of 512 bytes, found "
              + bytes
              + " bytes; fill it up with: truncate --size=%512 "
              + path);
    }
  }

  private static DiskFile read(Path path, FileChannel channel) throws IOException {
    try {
      return new DiskFile(path, channel, channel.size());
    } catch (IOException | UncheckedIOException e) {
      channel.close();
      throw e;
    }
  }

  private static String reason(Exception e) {
    return e instanceof AccessDeniedException ? "no permission" : e.getMessage();
  }

  private String computeDigest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[DIGEST_CHUNK_BYTES];
      for (long offset = 0; offset < bytes; offset += chunk.length) {
        int length = (int) Math.min(chunk.length, bytes - offset);
        read(offset, chunk, length);
        digest.update(chunk, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** Digest of the whole content, 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  @Override
  public void read(long offset, byte[] into, int length) {
    ByteBuffer rest = ByteBuffer.wrap(into, 0, length);
    try {
      while (rest.hasRemaining()) {
        if (channel.read(rest, offset + rest.position()) < 0) {
          throw new EOFException("it was cut short while the machine ran");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          String.format(
              "disk %s: expected to read %d bytes at %d, found: %s",
              path, length, offset, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
