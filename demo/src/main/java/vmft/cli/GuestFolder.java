package vmft.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import picocli.CommandLine.TypeConversionException;
import vmft.image.GuestFiles;

/**
 * A guest that is a folder: a file {@code guest.properties} says what its parts are and how it
 * wants to be started: {@code kernel}, {@code initrd}, {@code bios}, {@code dtb}, {@code append},
 * {@code memory-mib}. Paths in it are relative to the folder; further names are for others.
 *
 * @param files its parts
 * @param append boot arguments; null for none
 * @param memoryMiB size of RAM; null for no wish
 */
record GuestFolder(GuestFiles files, String append, Integer memoryMiB) {
  private static final String PROPERTIES = "guest.properties";

  static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve(PROPERTIES));
  }

  static GuestFolder read(Path folder) {
    Path file = folder.resolve(PROPERTIES);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw bad(file, "expected lines of name=value, found: " + e.getMessage());
    }
    return new GuestFolder(
        files(folder, properties), properties.getProperty("append"), memory(file, properties));
  }

  private static GuestFiles files(Path folder, Properties properties) {
    return new GuestFiles(
            path(properties.getProperty("kernel")),
            path(properties.getProperty("initrd")),
            properties.getProperty("bios"),
            path(properties.getProperty("dtb")),
            null)
        .map(folder::resolve);
  }

  private static Path path(String text) {
    return text == null ? null : Path.of(text);
  }

  private static Integer memory(Path file, Properties properties) {
    String text = properties.getProperty("memory-mib");
    try {
      return text == null ? null : new MemorySizeConverter().convert(text.strip());
    } catch (TypeConversionException e) {
      throw bad(file, "memory-mib: " + e.getMessage());
    }
  }

  private static CommandException bad(Path file, String problem) {
    return new CommandException(ExitStatus.USAGE, "guest " + file + ": " + problem);
  }
}
