package vmft.engine.unicorn;

/** What the engine observes of the guest. The order is that of {@code enum vmft_hooks}. */
public enum Hooks {
  /**
   * Traps alone. Nothing is counted, and a run ends only at a WFI or where a device asks for
   * attention; the access that did so is made again by the next run. To measure what counting
   * costs.
   */
  BARE,
  /** Exact counts and limits: the normal way. */
  COUNTING,
  /** As {@link #COUNTING}, and each instruction is counted a second way, slowly, to compare. */
  CHECKED
}
