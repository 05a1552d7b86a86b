package vmft.bench;

/**
 * A stretch of a guest's work between two lines of its console. It ends before the guest does, so
 * that its threads can still be asked how long they ran.
 *
 * @param image name of the guest image
 * @param from how the line begins that starts the stretch
 * @param to how the line begins that ends it
 */
record Workload(String image, String from, String to) {

  /** Pure computing: what blocks and their counting cost. */
  static Workload spin(boolean quick) {
    return new Workload(quick ? "spin-short" : "spin", "spin: scale", "spin: matrix");
  }

  /** Loads and stores through 4 MiB: what the engine's memory path costs. */
  static Workload memory(boolean quick) {
    return new Workload(quick ? "memory-short" : "memory", "memory: scale", "memory: strides");
  }
}
