package vmft.image;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The files that a guest is made of; null where there is none.
 *
 * @param kernel a Linux {@code Image}, an ELF file or a flat binary
 * @param initrd the initial file system, handed over as it is
 * @param bios file of the firmware; {@link #DEFAULT_BIOS} for the hypervisor as firmware, {@link
 *     #NO_BIOS} for a kernel that is entered in machine mode; null for what the kernel's kind is
 *     used to
 * @param deviceTree instead of the machine's own
 * @param disk image of the machine's disk, which is no part of what is loaded
 */
public record GuestFiles(Path kernel, Path initrd, String bios, Path deviceTree, Path disk) {
  public static final String DEFAULT_BIOS = "default";
  public static final String NO_BIOS = "none";

  /** Of no guest. */
  public static final GuestFiles NONE = new GuestFiles(null, null, null, null, null);

  /** A guest that is one file. */
  public static GuestFiles of(Path kernel) {
    return new GuestFiles(kernel, null, null, null, null);
  }

  /** File of the firmware; null for none. */
  Path biosFile() {
    boolean isFile = bios != null && !bios.equals(DEFAULT_BIOS) && !bios.equals(NO_BIOS);
    return isFile ? Path.of(bios) : null;
  }

  private boolean isOneFile() {
    return initrd == null && bios == null && deviceTree == null;
  }

  /** Whether there is something to run, and a kernel where there is an initial file system. */
  public boolean isStartable() {
    return kernel != null || biosFile() != null && initrd == null;
  }

  /** Whether each of them is there. */
  public boolean exist() {
    return Stream.of(kernel, initrd, biosFile(), deviceTree)
        .filter(Objects::nonNull)
        .allMatch(Files::isRegularFile);
  }

  public GuestFiles withDisk(Path path) {
    return new GuestFiles(kernel, initrd, bios, deviceTree, path);
  }

  /** These files, with those of {@code other} where it has any. */
  public GuestFiles overriddenBy(GuestFiles other) {
    return new GuestFiles(
        other.kernel == null ? kernel : other.kernel,
        other.initrd == null ? initrd : other.initrd,
        other.bios == null ? bios : other.bios,
        other.deviceTree == null ? deviceTree : other.deviceTree,
        other.disk == null ? disk : other.disk);
  }

  /** These files, each path changed. */
  public GuestFiles map(UnaryOperator<Path> change) {
    return new GuestFiles(
        kernel == null ? null : change.apply(kernel),
        initrd == null ? null : change.apply(initrd),
        biosFile() == null ? bios : change.apply(biosFile()).toString(),
        deviceTree == null ? null : change.apply(deviceTree),
        disk == null ? null : change.apply(disk));
  }

  /**
   * Reads them and puts them together.
   *
   * @param ram where they may lie
   * @throws BadImageException if one of them cannot be read, is not what it should be, or does not
   *     fit
   */
  public GuestImage load(RamRange ram) throws BadImageException {
    if (isOneFile()) {
      return ImageFile.load(kernel, ram);
    }
    GuestAssembly assembly = new GuestAssembly(ram);
    if (biosFile() == null) {
      assembly.firmware(bios);
    } else {
      assembly.firmware(bios, ImageFile.read(biosFile(), ram));
    }
    if (kernel != null) {
      assembly.kernel(kernel.toString(), ImageFile.read(kernel, ram));
    }
    if (initrd != null) {
      assembly.initrd(initrd.toString(), ImageFile.read(initrd, ram));
    }
    if (deviceTree != null) {
      assembly.deviceTree(deviceTree.toString(), ImageFile.read(deviceTree, ram));
    }
    return assembly.image();
  }

  /** As text, for a trace's header: the path of a single file, or {@code name=path} a line. */
  public String text() {
    if (isOneFile() && disk == null) {
      return kernel.toString();
    }
    StringBuilder text = new StringBuilder();
    append(text, "kernel", kernel);
    append(text, "initrd", initrd);
    append(text, "bios", bios);
    append(text, "dtb", deviceTree);
    append(text, "disk", disk);
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, String name, Object value) {
    if (value != null) {
      text.append(name).append('=').append(value).append('\n');
    }
  }

  /**
   * The counterpart of {@link #text}.
   *
   * @throws InvalidPathException if it names no files of this system
   */
  public static GuestFiles parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      String[] pair = line.split("=", 2);
      values.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    boolean named = values.containsKey("kernel") || values.containsKey("bios");
    return named
        ? new GuestFiles(
            path(values.get("kernel")),
            path(values.get("initrd")),
            values.get("bios"),
            path(values.get("dtb")),
            path(values.get("disk")))
        : of(Path.of(text));
  }

  private static Path path(String text) {
    return text == null ? null : Path.of(text);
  }
}
