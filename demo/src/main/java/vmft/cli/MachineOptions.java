package vmft.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vmft.channel.Pairing;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.image.ImageFile;
import vmft.inspect.GuestFiles;
import vmft.log.Generation;
import vmft.machine.EngineFactory;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;
import vmft.net.MacAddress;

/** Which machine to run; the flags read like QEMU's. */
final class MachineOptions {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description =
          "The guest: an ELF or flat binary file, or the name of a guest that comes with vmft:"
              + " hello, clock, kv, torture, spin, memory, idle.")
  private String image;

  @Option(
      names = {"--memory", "-m"},
      paramLabel = "MIB",
      defaultValue = "" + MachineConfig.DEFAULT_MEMORY_MIB,
      description = "Size of RAM in MiB (default ${DEFAULT-VALUE}).")
  private int memory;

  @Option(
      names = "--mac",
      paramLabel = "ADDRESS",
      description = "Address of the network card (default 52:54:00:12:34:56).")
  private String mac;

  @Option(
      names = "--append",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Boot arguments for the guest.")
  private String append;

  @Mixin private DeviceOptions devices;

  private GuestImage loaded;

  MachineConfig config() {
    try {
      MacAddress address = mac == null ? MachineConfig.DEFAULT_MAC : MacAddress.parse(mac);
      return devices.addTo(
          MachineConfig.DEFAULT.withMemoryMiB(memory).withMac(address).withBootArguments(append));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  Path imagePath() {
    return resolve(image);
  }

  /** What the machine is made of, for its replays. */
  GuestFiles files() {
    Path disk = devices.diskPath();
    return new GuestFiles(
        imagePath().toAbsolutePath(), disk == null ? null : disk.toAbsolutePath());
  }

  GuestImage image() {
    if (loaded == null) {
      loaded = load(imagePath(), config());
    }
    return loaded;
  }

  static GuestImage load(Path path, MachineConfig config) {
    try {
      return ImageFile.load(path, config.imageRange());
    } catch (BadImageException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  /** A file of that name, or else the guest of that name among those that come with vmft. */
  static Path resolve(String image) {
    Path file = Path.of(image);
    String guests = System.getenv("VMFT_GUESTS");
    if (Files.exists(file) || guests == null || file.getNameCount() > 1) {
      return file;
    }
    Path builtIn = Path.of(guests, image.endsWith(".elf") ? image : image + ".elf");
    return Files.exists(builtIn) ? builtIn : file;
  }

  Machine machine() {
    image();
    return Engines.machine(config(), loaded, devices.diskImage());
  }

  Machine machine(EngineFactory engines) {
    image();
    return Engines.machine(config(), loaded, devices.diskImage(), engines);
  }

  /**
   * What this machine is, for its trace and for a partner. A machine that is switched on is a new
   * one: its flags at test-and-set are its own.
   *
   * @param name for people; a unique suffix is added
   */
  Pairing pairing(String name, Machine machine) {
    return new Pairing(
        name + "-" + UUID.randomUUID().toString().substring(0, 8),
        Generation.FIRST,
        image().sha256(),
        config().canonicalText(),
        machine.engineIdentity(),
        ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()));
  }
}
