package vmft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vmft.channel.HostAndPort;
import vmft.demo.cluster.Part;
import vmft.event.Event;

/**
 * A protected Linux guest: primary and backup, each a process, over loopback. The primary is timed;
 * the log's length is what the backup says of its channel, both ways, framing included.
 */
record LinuxPair(String name, Workbench bench, LinuxWorkload guest) implements LinuxSubject {

  @Override
  public Map<Phase, PhaseLap> run() throws InterruptedException {
    HostAndPort listen = bench.freePort();
    try (Part backup = bench.backup(guest.forVmft(), listen, Workbench.patiently())) {
      return primary(listen, backup).run();
    }
  }

  private LinuxProcess primary(HostAndPort listen, Part backup) {
    List<String> command =
        new ArrayList<>(bench.primary(guest.forVmft(), listen, Workbench.patiently()));
    return new LinuxProcess(
        name,
        "primary",
        bench,
        command,
        () -> backup.events().lastSample().map(Event::channelBytes).orElse(0L));
  }
}
