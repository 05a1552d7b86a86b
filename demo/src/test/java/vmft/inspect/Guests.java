package vmft.inspect;

import java.nio.file.Files;
import java.nio.file.Path;
import vmft.channel.Pairing;
import vmft.engine.unicorn.UnicornEngine;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.image.ImageFile;
import vmft.log.Generation;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;
import vmft.trace.TraceHeader;

/** The guests that come with vmft, on small machines. */
public final class Guests {
  static final MachineConfig CONFIG = MachineConfig.DEFAULT.withMemoryMiB(8);

  private Guests() {}

  /** Where the build has put them: a file, or for a kernel the one in its folder. */
  public static Path path(String guest) {
    String build = System.getenv().getOrDefault("VMFT_GUESTS", "../guest-images/build");
    Path folder = Path.of(build).toAbsolutePath().normalize();
    Path kernel = folder.resolve(guest).resolve("Image");
    Path path = Files.exists(kernel) ? kernel : folder.resolve(guest + ".elf");
    if (!Files.exists(path)) {
      throw new AssertionError(path + ": expected a guest image, found none; build guest-images");
    }
    return path;
  }

  static GuestImage image(Path path) {
    try {
      return ImageFile.load(path, CONFIG.imageRange());
    } catch (BadImageException e) {
      throw new AssertionError(e);
    }
  }

  static Machine machine(Path path) {
    return new Machine(CONFIG, image(path), UnicornEngine::create);
  }

  static TraceHeader header(Path image, Machine machine) {
    Pairing pairing =
        new Pairing(
            "test",
            Generation.FIRST,
            image(image).sha256(),
            CONFIG.canonicalText(),
            machine.engineIdentity(),
            1_700_000_000_000_000_000L);
    return new TraceHeader(
        "test", pairing, TraceHeader.Role.ALONE, System.currentTimeMillis(), image.toString());
  }
}
