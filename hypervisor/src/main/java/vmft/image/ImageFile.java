package vmft.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads guest images from files. */
public final class ImageFile {
  private ImageFile() {}

  /**
   * Reads and parses an image that is one file.
   *
   * @param ram where segments may lie
   * @throws BadImageException if there is no such file, it cannot be read, or it is no image that
   *     fits into {@code ram}
   */
  public static GuestImage load(Path path, RamRange ram) throws BadImageException {
    return GuestImage.parse(path.toString(), read(path, ram), ram);
  }

  static byte[] read(Path path, RamRange ram) throws BadImageException {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw new BadImageException(name, "expected a file, found none of this name");
    }
    if (!Files.isRegularFile(path)) {
      throw new BadImageException(name, "expected a file, found a directory or device");
    }
    try {
      checkSize(name, Files.size(path), ram);
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new BadImageException(name, "expected a readable file, found: " + reason(e));
    }
  }

  /** Before it is read: a disk image given by mistake may be larger than this process. */
  private static void checkSize(String name, long bytes, RamRange ram) throws BadImageException {
    if (bytes > ram.length()) {
      throw new BadImageException(
          name,
          String.format(
              "expected at most %d bytes to fit into memory, found %d; give the machine more memory"
                  + " or strip the image",
              ram.length(), bytes));
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "no permission" : e.toString();
  }
}
