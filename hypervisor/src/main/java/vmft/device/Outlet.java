package vmft.device;

import vmft.log.LogEntry.OutputKind;

/** Takes what a device sends to the outside world. */
@FunctionalInterface
public interface Outlet {

  /**
   * @param data not changed afterwards by either side
   */
  void emit(OutputKind kind, byte[] data);
}
