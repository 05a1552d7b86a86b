package vmft.demo.linux;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a folder of a Linux guest says of itself.
 *
 * @param path the folder
 * @param append boot arguments
 * @param memoryMib size of RAM
 */
public record LinuxFolder(Path path, String append, int memoryMib) {

  /**
   * Reads its properties.
   *
   * @throws IOException with one line, if there are none
   */
  public static LinuxFolder read(Path path) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(path.resolve("guest.properties"))) {
      properties.load(in);
      int memory = Integer.parseInt(properties.getProperty("memory-mib", "").strip());
      return new LinuxFolder(path, properties.getProperty("append", ""), memory);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "guest %s: expected a folder that 'vmft image linux' made, found none".formatted(path),
          e);
    }
  }
}
