package vmft.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vmft.device.disk.DiskSettings;
import vmft.image.RamRange;
import vmft.net.MacAddress;

/**
 * What can be chosen about a machine. Both replicas must have the same; the image and the moment of
 * power-on are given apart.
 *
 * @param memoryMiB size of RAM in MiB, {@link #MIN_MEMORY_MIB} to {@link #MAX_MEMORY_MIB}
 * @param mac address of the network card; not that of a group
 * @param bootArguments for {@code /chosen/bootargs} of the device tree; printable ASCII, at most
 *     {@link #MAX_BOOT_ARGUMENTS} characters
 * @param console where input of the console goes
 * @param disk the disk in the machine, if there is one
 */
public record MachineConfig(
    int memoryMiB,
    MacAddress mac,
    String bootArguments,
    ConsoleDevice console,
    Optional<DiskSettings> disk) {
  public static final int MIN_MEMORY_MIB = 4;

  /** RAM is reached through buffers of less than 2 GiB. */
  public static final int MAX_MEMORY_MIB = 2047;

  public static final int DEFAULT_MEMORY_MIB = 64;
  public static final MacAddress DEFAULT_MAC = MacAddress.parse("52:54:00:12:34:56");
  public static final int MAX_BOOT_ARGUMENTS = 1024;

  /** 64 MiB, the usual address, no boot arguments, the UART as console, no disk. */
  public static final MachineConfig DEFAULT =
      new MachineConfig(DEFAULT_MEMORY_MIB, DEFAULT_MAC, "", ConsoleDevice.UART, Optional.empty());

  /**
   * Its number grows with every change of the devices that a guest could notice, so that both sides
   * agree.
   */
  private static final String BOARD = "riscv-virt-2";

  /** Top of RAM that the device tree has to itself. */
  private static final int DEVICE_TREE_BYTES = 64 << 10;

  /**
   * @throws IllegalArgumentException if a value is out of range; the message is for the user
   */
  public MachineConfig {
    Objects.requireNonNull(mac, "mac");
    Objects.requireNonNull(bootArguments, "bootArguments");
    Objects.requireNonNull(console, "console");
    Objects.requireNonNull(disk, "disk");
    if (memoryMiB < MIN_MEMORY_MIB || memoryMiB > MAX_MEMORY_MIB) {
      throw new IllegalArgumentException(
          String.format(
              "memory: expected %d to %d MiB, found %d",
              MIN_MEMORY_MIB, MAX_MEMORY_MIB, memoryMiB));
    }
    if (mac.isMulticast()) {
      throw new IllegalArgumentException(
          "MAC address: expected that of one station, found the group address " + mac);
    }
    if (bootArguments.length() > MAX_BOOT_ARGUMENTS
        || !bootArguments.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "boot arguments: expected at most "
              + MAX_BOOT_ARGUMENTS
              + " printable ASCII characters, found '"
              + bootArguments.replaceAll("[^ -~]", "?")
              + "'");
    }
  }

  public MachineConfig withMemoryMiB(int value) {
    return new MachineConfig(value, mac, bootArguments, console, disk);
  }

  public MachineConfig withMac(MacAddress value) {
    return new MachineConfig(memoryMiB, value, bootArguments, console, disk);
  }

  public MachineConfig withBootArguments(String value) {
    return new MachineConfig(memoryMiB, mac, value, console, disk);
  }

  public MachineConfig withConsole(ConsoleDevice value) {
    return new MachineConfig(memoryMiB, mac, bootArguments, value, disk);
  }

  public MachineConfig withDisk(DiskSettings value) {
    return new MachineConfig(memoryMiB, mac, bootArguments, console, Optional.of(value));
  }

  /** Size of RAM in bytes. */
  public int memoryBytes() {
    return memoryMiB << 20;
  }

  /** The part of RAM that an image may fill: all but the place of the device tree. */
  public RamRange imageRange() {
    return new RamRange(MemoryMap.RAM_BASE, memoryBytes() - DEVICE_TREE_BYTES);
  }

  /** Physical address of the device tree. */
  long deviceTreeAddress() {
    return imageRange().base() + imageRange().length();
  }

  /**
   * The counterpart of {@link #canonicalText}.
   *
   * @throws IllegalArgumentException if it is not the text of a machine of this version; the
   *     message is for the user
   */
  public static MachineConfig parse(String canonicalText) {
    Map<String, String> values = new HashMap<>();
    for (String line : canonicalText.lines().toList()) {
      int equals = Math.max(0, line.indexOf('='));
      values.put(line.substring(0, equals), line.substring(Math.min(line.length(), equals + 1)));
    }
    try {
      MachineConfig config =
          new MachineConfig(
              Integer.parseInt(values.getOrDefault("memory-mib", "")),
              MacAddress.parse(values.getOrDefault("mac", "")),
              values.getOrDefault("boot-arguments", ""),
              ConsoleDevice.of(values.getOrDefault("console", ConsoleDevice.UART.word())),
              Optional.ofNullable(values.get("disk")).map(DiskSettings::parse));
      if (config.canonicalText().equals(canonicalText)) {
        return config;
      }
    } catch (IllegalArgumentException e) {
      // the same as a text that says more than this version knows
    }
    throw new IllegalArgumentException(
        "configuration: expected that of a "
            + BOARD
            + " machine, found '"
            + canonicalText.replace("\n", ", ")
            + "'");
  }

  /**
   * One {@code name=value} a line, in fixed order: what the pairing handshake compares (R1.2).
   * Devices that not every machine has are left out where they are not.
   */
  public String canonicalText() {
    List<String> lines = new ArrayList<>();
    lines.add("board=" + BOARD);
    lines.add("memory-mib=" + memoryMiB);
    lines.add("mac=" + mac);
    lines.add("boot-arguments=" + bootArguments);
    if (console != ConsoleDevice.UART) {
      lines.add("console=" + console.word());
    }
    disk.ifPresent(settings -> lines.add("disk=" + settings.canonicalText()));
    return String.join("\n", lines);
  }
}
