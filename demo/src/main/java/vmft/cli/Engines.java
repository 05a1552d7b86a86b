package vmft.cli;

import vmft.device.disk.DiskImage;
import vmft.engine.EngineUnavailableException;
import vmft.engine.unicorn.UnicornEngine;
import vmft.image.GuestImage;
import vmft.machine.EngineFactory;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;

/** Makes machines on the engine there is; the errors are for the user. */
final class Engines {
  private Engines() {}

  /**
   * @param disk null for none
   */
  static Machine machine(MachineConfig config, GuestImage image, DiskImage disk) {
    return machine(config, image, disk, UnicornEngine::create);
  }

  static Machine machine(
      MachineConfig config, GuestImage image, DiskImage disk, EngineFactory factory) {
    try {
      return new Machine(config, image, disk, factory);
    } catch (EngineUnavailableException e) {
      throw new CommandException(ExitStatus.MISSING, e.getMessage(), e);
    }
  }
}
