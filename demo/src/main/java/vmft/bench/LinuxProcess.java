package vmft.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A Linux guest in a process of its own, whose console is the process's standard output.
 *
 * @param thread part of the name of the thread that runs the guest
 * @param command that runs it
 * @param logBytes how long the log is
 */
record LinuxProcess(
    String name, String thread, Workbench bench, List<String> command, LongSupplier logBytes)
    implements LinuxSubject {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Without a log. */
  LinuxProcess(String name, String thread, Workbench bench, List<String> command) {
    this(name, thread, bench, command, () -> 0);
  }

  @Override
  public Map<Phase, PhaseLap> run() throws InterruptedException {
    ThreadTime cpu = new ThreadTime(thread);
    PhaseClock clock = new PhaseClock(cpu, logBytes);
    try (ChildProcess child = new ChildProcess(command, bench.log(name), clock)) {
      cpu.of(child.id());
      Map<Phase, PhaseLap> laps = clock.await(PATIENCE);
      child.awaitEnd();
      return laps;
    } catch (BenchException e) {
      throw new BenchException(name + ": " + e.getMessage(), e);
    }
  }
}
