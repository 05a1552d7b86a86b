package vmft.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vmft.channel.Pairing;
import vmft.device.disk.DiskImage;
import vmft.device.disk.DiskSettings;
import vmft.image.DiskFile;
import vmft.image.GuestFiles;
import vmft.image.GuestImage;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;
import vmft.trace.TraceHeader;

/**
 * The machine that a trace was recorded on, to be started again: same image, same configuration,
 * same engine, or one line that names what differs.
 */
final class TracedMachine {
  private final Path trace;
  private final Pairing recorded;
  private final MachineConfig config;
  private final GuestImage image;
  private final DiskImage disk;

  private TracedMachine(
      Path trace, Pairing recorded, MachineConfig config, GuestImage image, DiskImage disk) {
    this.trace = trace;
    this.recorded = recorded;
    this.config = config;
    this.image = image;
    this.disk = disk;
  }

  /**
   * @param named files to take; the others are looked for where the recording had them, and among
   *     the guests that come with vmft
   */
  static TracedMachine of(Path trace, TraceHeader header, GuestFiles named) {
    MachineConfig config = config(trace, header);
    boolean imageNamed = !named.withDisk(null).equals(GuestFiles.NONE);
    GuestFiles files = hinted(header).overriddenBy(named);
    GuestImage found =
        imageNamed ? MachineOptions.load(files, config) : search(trace, header, config);
    requireSame(trace, "sha256 of the image", header.pairing().imageDigest(), found.sha256());
    DiskImage disk = config.disk().map(d -> disk(trace, d, files.disk())).orElse(null);
    return new TracedMachine(trace, header.pairing(), config, found, disk);
  }

  private static DiskFile disk(Path trace, DiskSettings recorded, Path path) {
    if (path == null) {
      throw new CommandException(
          ExitStatus.USAGE,
          String.format(
              "trace %s: expected the disk with sha256 %s, found none; name it with --disk",
              trace, recorded.sha256()));
    }
    DiskFile found = DeviceOptions.open(path);
    requireSame(trace, "sha256 of the disk", recorded.sha256(), found.sha256());
    return found;
  }

  private static MachineConfig config(Path trace, TraceHeader header) {
    try {
      return MachineConfig.parse(header.pairing().configuration());
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitStatus.USAGE,
          "trace " + trace + ": " + e.getMessage() + "; replay it with the vmft that wrote it",
          e);
    }
  }

  private static GuestImage search(Path trace, TraceHeader header, MachineConfig config) {
    for (GuestFiles place : places(hinted(header))) {
      GuestImage found = MachineOptions.load(place, config);
      if (found.sha256().equals(header.pairing().imageDigest())) {
        return found;
      }
    }
    throw new CommandException(
        ExitStatus.USAGE,
        String.format(
            "trace %s: expected the image with sha256 %s at %s, found none such; name it with"
                + " --image",
            trace, header.pairing().imageDigest(), header.kernelHint().replace("\n", ", ")));
  }

  /** Where the recording had the files; none where the hint is from another kind of system. */
  private static GuestFiles hinted(TraceHeader header) {
    try {
      return GuestFiles.parse(header.kernelHint());
    } catch (InvalidPathException e) {
      return GuestFiles.NONE;
    }
  }

  private static List<GuestFiles> places(GuestFiles hinted) {
    List<GuestFiles> places = new ArrayList<>();
    places.add(hinted);
    places.add(hinted.map(path -> MachineOptions.resolve(path.toFile().getName())));
    places.removeIf(place -> !place.isStartable() || !place.exist());
    return places;
  }

  private static void requireSame(Path trace, String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new CommandException(
          ExitStatus.USAGE,
          String.format("trace %s: %s: expected %s, found %s", trace, what, expected, found));
    }
  }

  /** A new machine, just switched on. */
  Machine start() {
    Machine machine = Engines.machine(config, image, disk);
    if (!machine.engineIdentity().equals(recorded.engine())) {
      machine.close();
      throw new CommandException(
          ExitStatus.MISSING,
          String.format(
              "trace %s: expected engine %s, as it was recorded, found %s",
              trace, recorded.engine(), machine.engineIdentity()));
    }
    return machine;
  }
}
