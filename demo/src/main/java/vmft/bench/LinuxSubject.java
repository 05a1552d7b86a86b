package vmft.bench;

import java.util.Map;

/** One way to run a Linux guest. */
interface LinuxSubject {

  /** For the table. */
  String name();

  /** Runs the guest from power-on to power-off and takes the times of its phases. */
  Map<Phase, PhaseLap> run() throws InterruptedException;
}
