package vmft.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;
import vmft.device.disk.DiskImage;
import vmft.device.disk.DiskSettings;
import vmft.device.disk.DiskSettings.Mode;
import vmft.image.BadDiskException;
import vmft.image.DiskFile;
import vmft.machine.ConsoleDevice;
import vmft.machine.MachineConfig;

/** Which devices the machine has beyond those that every machine has. */
final class DeviceOptions {
  private static final String DISK_SYNTAX = "FILE[,mode=ro|cow][,limit=MIB]";

  @Option(
      names = "--disk",
      paramLabel = DISK_SYNTAX,
      description =
          "Put a disk into the machine: a raw image file, which is never changed. With mode cow"
              + " (default) what the guest writes stays in memory, up to a limit ("
              + DiskSettings.DEFAULT_LIMIT_MIB
              + " MiB unless set), until the machine is switched off; with ro it cannot write.")
  private String disk;

  @Option(
      names = "--console-device",
      paramLabel = "uart|virtio",
      defaultValue = "uart",
      description = "Where what is typed goes: the UART, or a virtio console (default uart).")
  private String console;

  private DiskFile opened;

  /** The same machine with these devices. */
  MachineConfig addTo(MachineConfig config) {
    try {
      MachineConfig withConsole = config.withConsole(ConsoleDevice.of(console));
      return disk == null ? withConsole : withConsole.withDisk(diskSettings());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  private DiskSettings diskSettings() {
    Mode mode = Mode.COPY_ON_WRITE;
    Integer limit = null;
    List<String> parts = parts();
    for (String part : parts.subList(1, parts.size())) {
      if (part.startsWith("mode=")) {
        mode = Mode.of(part.substring("mode=".length()));
      } else if (part.matches("limit=\\d{1,6}")) {
        limit = Integer.valueOf(part.substring("limit=".length()));
      } else {
        throw new IllegalArgumentException(
            "--disk: expected " + DISK_SYNTAX + ", found '" + part + "'");
      }
    }
    int usual = mode == Mode.READ_ONLY ? 0 : DiskSettings.DEFAULT_LIMIT_MIB;
    DiskFile file = file();
    return new DiskSettings(mode, file.bytes(), limit == null ? usual : limit, file.sha256());
  }

  private List<String> parts() {
    return Arrays.asList(disk.split(",", -1));
  }

  private DiskFile file() {
    if (opened == null) {
      opened = open(diskPath());
    }
    return opened;
  }

  static DiskFile open(Path path) {
    try {
      return DiskFile.open(path);
    } catch (BadDiskException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }

  /** Null for none. */
  Path diskPath() {
    return disk == null ? null : Path.of(parts().get(0));
  }

  /** Null for none. */
  DiskImage diskImage() {
    return disk == null ? null : file();
  }
}
