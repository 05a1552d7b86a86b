package vmft.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vmft.image.GuestImage.Segment;

/**
 * Puts firmware, kernel, initial file system and device tree together: where each lies in RAM,
 * where the hart begins, and a digest that names each. The order of calls is that of the methods.
 */
final class GuestAssembly {
  private static final int PAGE = 4096;

  /** Where firmware expects a kernel that does not say where it wants to lie. */
  private static final long KERNEL_OFFSET = 2 << 20;

  private final RamRange ram;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<String, String> digests = new LinkedHashMap<>();
  private String name = "";
  private String bios;
  private GuestImage firmware;
  private GuestImage kernel;
  private Start start = Start.MACHINE;

  /** What is free lies between kernel and firmware below, and what is taken from the top. */
  private long bottom;

  private long top;

  GuestAssembly(RamRange ram) {
    this.ram = ram;
    this.bottom = ram.base();
    this.top = ram.end();
  }

  /**
   * Firmware that is no file.
   *
   * @param choice see {@link GuestFiles#bios}
   */
  void firmware(String choice) {
    bios = choice;
    if (choice != null) {
      digests.put("firmware", choice);
    }
  }

  void firmware(String file, byte[] bytes) throws BadImageException {
    bios = file;
    firmware = GuestImage.parse(file, bytes, ram);
    name = file;
    digests.put("firmware", firmware.sha256());
    place(firmware);
  }

  void kernel(String file, byte[] bytes) throws BadImageException {
    ByteBuffer view = ByteBuffer.wrap(bytes);
    boolean placed = ElfImage.isElf(view) || LinuxKernel.isLinux(view);
    boolean underFirmware = firmware != null || GuestFiles.DEFAULT_BIOS.equals(bios);
    kernel = GuestImage.parse(file, bytes, !placed && underFirmware ? behindFirmware() : ram);
    name = file;
    digests.put("kernel", kernel.sha256());
    checkApart();
    place(kernel);
    start = startOf(kernel);
  }

  private void place(GuestImage image) {
    for (Segment segment : image.segments()) {
      segments.add(segment);
      bottom = Math.max(bottom, segment.end());
    }
  }

  private RamRange behindFirmware() {
    return new RamRange(ram.base() + KERNEL_OFFSET, ram.length() - KERNEL_OFFSET);
  }

  private Start startOf(GuestImage image) {
    if (bios == null) {
      return image.start();
    }
    return GuestFiles.DEFAULT_BIOS.equals(bios) ? Start.SUPERVISOR : Start.MACHINE;
  }

  private void checkApart() throws BadImageException {
    for (Segment mine : kernel.segments()) {
      for (Segment other : segments) {
        if (mine.address() < other.end() && other.address() < mine.end()) {
          throw new BadImageException(
              name,
              String.format(
                  "expected a place behind the firmware, which ends at 0x%x, found 0x%x; link it for"
                      + " 0x%x",
                  other.end(), mine.address(), ram.base() + KERNEL_OFFSET));
        }
      }
    }
  }

  void initrd(String file, byte[] bytes) throws BadImageException {
    if (bytes.length == 0) {
      throw new BadImageException(file, "expected an initial file system, found an empty file");
    }
    RamRange place = takeFromTop(file, bytes.length);
    segments.add(new Segment(place.base(), ByteBuffer.wrap(bytes), bytes.length));
    digests.put("initrd", GuestImage.digest(bytes));
    start = start.withInitrd(place);
  }

  /** As high as it goes: what a kernel needs beside itself, it takes from behind itself. */
  private RamRange takeFromTop(String file, int length) throws BadImageException {
    long address = (top - length) & -PAGE;
    if (address < bottom) {
      throw new BadImageException(
          file,
          String.format(
              "expected at most %d bytes to fit between kernel and device tree, found %d; give the"
                  + " machine more memory",
              Math.max(0, top - bottom), length));
    }
    top = address;
    return new RamRange(address, length);
  }

  void deviceTree(String file, byte[] bytes) throws BadImageException {
    FlattenedTree.check(file, bytes);
    digests.put("device-tree", GuestImage.digest(bytes));
    start = start.withDeviceTree(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  GuestImage image() throws BadImageException {
    long entry = firmware == null ? kernel.entry() : firmware.entry();
    if (firmware != null) {
      ByteBuffer info = FirmwareInfo.of(kernel == null ? 0 : kernel.entry());
      RamRange place = takeFromTop(name, info.remaining());
      segments.add(new Segment(place.base(), info, place.length()));
      start = start.withFirmwareInfo(place.base());
    }
    return new GuestImage(name, entry, segments, digest(), start);
  }

  private String digest() {
    return digests.entrySet().stream()
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(","));
  }
}
