package vmft.machine;

import vmft.engine.Bus;
import vmft.engine.CpuEngine;

/** Makes the hart and the RAM of a machine. */
@FunctionalInterface
public interface EngineFactory {

  /**
   * @param ramBase physical address of the first byte of RAM
   * @param ramBytes size of RAM, all zero
   * @param bus where accesses to the devices go
   * @return an engine in reset state, at count 0
   */
  CpuEngine create(long ramBase, int ramBytes, Bus bus);
}
