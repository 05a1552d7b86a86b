package vmft.device;

/** Where a device announces the level of its interrupt. */
@FunctionalInterface
public interface InterruptLine {

  /** Announces the present level; to be called on every update, changed or not. */
  void set(boolean high);
}
