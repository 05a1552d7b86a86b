package vmft.bench;

import java.nio.file.Path;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.image.ImageFile;
import vmft.machine.MachineConfig;

/**
 * The guest images that the benchmarks run.
 *
 * @param folder where the build has put them
 */
public record Images(Path folder) {

  Path path(String name) {
    return folder.resolve(name + ".elf");
  }

  GuestImage load(String name) {
    try {
      return ImageFile.load(path(name), MachineConfig.DEFAULT.imageRange());
    } catch (BadImageException e) {
      throw new BenchException(e.getMessage(), e);
    }
  }
}
