package vmft.bench;

import java.util.List;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.Part;

/** A protected guest: primary and backup, each a process, over loopback. The primary is timed. */
record PairSubject(String name, Workbench bench) implements Subject {

  @Override
  public Lap run(Workload work) throws InterruptedException {
    HostAndPort listen = bench.freePort();
    try (Part backup = bench.backup(work.image(), listen, Workbench.patiently())) {
      return primary(listen).run(work);
    }
  }

  private ProcessSubject primary(HostAndPort backup) {
    return new ProcessSubject(
        name,
        "primary",
        bench,
        work -> List.copyOf(bench.primary(work.image(), backup, Workbench.patiently())));
  }
}
