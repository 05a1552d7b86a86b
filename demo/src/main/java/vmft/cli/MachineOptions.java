package vmft.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vmft.channel.Pairing;
import vmft.image.BadImageException;
import vmft.image.GuestFiles;
import vmft.image.GuestImage;
import vmft.log.Generation;
import vmft.machine.EngineFactory;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;
import vmft.net.MacAddress;

/** Which machine to run; the flags read like QEMU's. */
final class MachineOptions {
  private static final GuestFolder NO_FOLDER = new GuestFolder(GuestFiles.NONE, null, null);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "IMAGE",
      description =
          "The guest: a Linux kernel, ELF or flat binary file; a folder with a guest.properties; or"
              + " the name of a guest that comes with vmft: hello, clock, kv, echo, sbi, monitor,"
              + " torture, spin, memory, idle, badqueue, and linux once it is built. Flags win over"
              + " what a folder says.")
  private String image;

  @Mixin private FileOptions fileOptions;

  @Option(
      names = {"--memory", "-m"},
      paramLabel = "SIZE",
      converter = MemorySizeConverter.class,
      description =
          "Size of RAM in MiB, or with M or G behind it (default "
              + MachineConfig.DEFAULT_MEMORY_MIB
              + ").")
  private Integer memory;

  @Option(
      names = "--mac",
      paramLabel = "ADDRESS",
      description = "Address of the network card (default 52:54:00:12:34:56).")
  private String mac;

  @Option(
      names = {"--append", "-append"},
      paramLabel = "TEXT",
      description = "Boot arguments for the guest.")
  private String append;

  @Mixin private DeviceOptions devices;

  private GuestFolder folder;
  private GuestImage loaded;

  MachineConfig config() {
    try {
      MacAddress address = mac == null ? MachineConfig.DEFAULT_MAC : MacAddress.parse(mac);
      return devices.addTo(
          MachineConfig.DEFAULT
              .withMemoryMiB(
                  either(memory, either(folder().memoryMiB(), MachineConfig.DEFAULT_MEMORY_MIB)))
              .withMac(address)
              .withBootArguments(either(append, either(folder().append(), ""))));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  private static <T> T either(T first, T second) {
    return Objects.requireNonNullElse(first, second);
  }

  private GuestFolder folder() {
    if (folder == null) {
      Path path = image == null ? null : resolve(image);
      boolean isFolder = path != null && GuestFolder.isOne(path);
      folder = isFolder ? GuestFolder.read(path) : NO_FOLDER;
    }
    return folder;
  }

  /** The files of the guest, as they were named. */
  GuestFiles files() {
    GuestFiles flags = fileOptions.files();
    if (image == null) {
      return checked(flags);
    }
    if (!folder().equals(NO_FOLDER)) {
      return checked(folder().files().overriddenBy(flags));
    }
    if (flags.kernel() != null) {
      throw new CommandException(
          ExitStatus.USAGE,
          "guest: expected a kernel file once, found "
              + image
              + " and --kernel "
              + flags.kernel()
              + "; leave one of them out");
    }
    return checked(GuestFiles.of(resolve(image)).overriddenBy(flags));
  }

  private GuestFiles checked(GuestFiles files) {
    checkTold(files);
    if (!files.isStartable()) {
      throw new CommandException(
          ExitStatus.USAGE,
          files.initrd() == null
              ? "guest: expected an image, --kernel or --bios FILE, found none"
              : "guest: expected a kernel for --initrd " + files.initrd() + ", found none");
    }
    return files;
  }

  /** Both reach a kernel through the machine's own device tree, and through nothing else. */
  private void checkTold(GuestFiles files) {
    boolean arguments = !either(append, either(folder().append(), "")).isEmpty();
    if (files.deviceTree() != null && (arguments || files.initrd() != null)) {
      throw new CommandException(
          ExitStatus.USAGE,
          "device tree: expected no "
              + (arguments ? "boot arguments" : "initial file system")
              + " beside --dtb "
              + files.deviceTree()
              + ", found "
              + (arguments ? "some" : "one")
              + "; only the machine's own device tree tells of it, so leave --dtb out");
    }
  }

  /** Where the files are, for a trace's header. */
  String hint() {
    return files().withDisk(devices.diskPath()).map(Path::toAbsolutePath).text();
  }

  GuestImage image() {
    if (loaded == null) {
      loaded = load(files(), config());
    }
    return loaded;
  }

  static GuestImage load(GuestFiles files, MachineConfig config) {
    try {
      return files.load(config.imageRange());
    } catch (BadImageException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  /**
   * A file or folder of that name, or else the guest of that name among those that come with vmft.
   */
  static Path resolve(String image) {
    Path file = Path.of(image);
    String guests = System.getenv("VMFT_GUESTS");
    boolean usable = Files.exists(file) && !Files.isDirectory(file) || GuestFolder.isOne(file);
    if (usable || guests == null || file.getNameCount() > 1) {
      return file;
    }
    Path folder = Path.of(guests, image);
    if (GuestFolder.isOne(folder)) {
      return folder;
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
