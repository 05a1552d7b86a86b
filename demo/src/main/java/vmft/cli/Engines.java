package vmft.cli;

import vmft.engine.EngineUnavailableException;
import vmft.engine.unicorn.UnicornEngine;
import vmft.image.GuestImage;
import vmft.machine.EngineFactory;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;

/** Makes machines on the engine there is; the errors are for the user. */
final class Engines {
  private Engines() {}

  static Machine machine(MachineConfig config, GuestImage image) {
    return machine(config, image, UnicornEngine::create);
  }

  static Machine machine(MachineConfig config, GuestImage image, EngineFactory factory) {
    try {
      return new Machine(config, image, factory);
    } catch (EngineUnavailableException e) {
      throw new CommandException(ExitStatus.MISSING, e.getMessage(), e);
    }
  }
}
