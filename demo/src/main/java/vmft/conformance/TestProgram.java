package vmft.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import vmft.image.BadImageException;
import vmft.image.ElfSymbols;
import vmft.image.GuestImage;
import vmft.image.ImageFile;
import vmft.machine.MachineConfig;

/**
 * A program that tests a machine and says how that went in a word of its memory.
 *
 * @param name for people
 * @param tohost physical address of the word: 1 says that all is well, {@code n << 1 | 1} that test
 *     number {@code n} failed
 */
public record TestProgram(String name, Path path, GuestImage image, long tohost) {
  private static final String SYMBOL = "tohost";

  /**
   * Reads the file.
   *
   * @throws BadImageException if it is no ELF file that fits into the machine, or has no {@code
   *     tohost}
   */
  public static TestProgram load(String name, Path path, MachineConfig config)
      throws BadImageException {
    GuestImage image = ImageFile.load(path, config.imageRange());
    if (!isElf(path)) {
      throw new BadImageException(path.toString(), "expected an ELF file, found another kind");
    }
    OptionalLong tohost = ElfSymbols.of(path.toString(), read(path)).find(SYMBOL);
    if (tohost.isEmpty() || !config.imageRange().contains(tohost.getAsLong(), Long.BYTES)) {
      throw new BadImageException(
          path.toString(),
          "expected a symbol or section 'tohost' in RAM, through which a test reports, found "
              + (tohost.isEmpty() ? "none" : "0x" + Long.toHexString(tohost.getAsLong())));
    }
    return new TestProgram(name, path, image, tohost.getAsLong());
  }

  /** Whether the file begins as an ELF file does. */
  static boolean isElf(Path path) throws BadImageException {
    try (var in = Files.newInputStream(path)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4
          && magic[0] == 0x7f
          && magic[1] == 'E'
          && magic[2] == 'L'
          && magic[3] == 'F';
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static byte[] read(Path path) throws BadImageException {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static BadImageException unreadable(Path path, IOException e) {
    return new BadImageException(path.toString(), "expected a readable file, found: " + e);
  }
}
