package vmft.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import vmft.image.GuestFiles;

/** The files that a guest is made of, flag by flag. */
final class FileOptions {
  @Option(
      names = {"--kernel", "-kernel"},
      paramLabel = "FILE",
      description = "A Linux kernel Image, ELF file or flat binary.")
  private Path kernel;

  @Option(
      names = {"--initrd", "-initrd"},
      paramLabel = "FILE",
      description = "The initial file system for the kernel.")
  private Path initrd;

  @Option(
      names = {"--bios", "-bios"},
      paramLabel = "FILE",
      description =
          "Firmware for machine mode, ELF file or flat binary; or 'default', the firmware built"
              + " into the hypervisor; or 'none', to enter the kernel in machine mode (default: what"
              + " suits the kernel: built-in for a Linux kernel, none for others).")
  private String bios;

  @Option(
      names = {"--dtb", "-dtb"},
      paramLabel = "FILE",
      description = "A flattened device tree instead of the machine's own.")
  private Path deviceTree;

  /** What was given; null where nothing was. */
  GuestFiles files() {
    return new GuestFiles(kernel, initrd, bios, deviceTree, null);
  }
}
