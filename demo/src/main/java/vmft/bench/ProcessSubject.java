package vmft.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A guest in a process of its own, whose console is the process's standard output. */
final class ProcessSubject implements Subject {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final String thread;
  private final Workbench bench;
  private final Function<Workload, List<String>> command;

  /**
   * @param thread part of the name of the thread that runs the guest
   * @param command that runs the workload's image
   */
  ProcessSubject(
      String name, String thread, Workbench bench, Function<Workload, List<String>> command) {
    this.name = name;
    this.thread = thread;
    this.bench = bench;
    this.command = command;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Lap run(Workload work) throws InterruptedException {
    ThreadTime cpu = new ThreadTime(thread);
    Stopwatch stopwatch = new Stopwatch(work, cpu);
    try (ChildProcess child = new ChildProcess(command.apply(work), bench.log(name), stopwatch)) {
      cpu.of(child.id());
      Lap lap = stopwatch.await(PATIENCE);
      child.awaitEnd();
      return lap;
    }
  }
}
