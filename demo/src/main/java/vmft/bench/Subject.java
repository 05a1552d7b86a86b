package vmft.bench;

/** One way to run a guest. */
interface Subject {

  /** For the table. */
  String name();

  /** Runs the guest from power-on and takes the time of the work. */
  Lap run(Workload work) throws InterruptedException;
}
