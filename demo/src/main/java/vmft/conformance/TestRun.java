package vmft.conformance;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import vmft.engine.GuestMemory;
import vmft.log.LogEntry;
import vmft.log.LogEntry.Command;
import vmft.machine.Machine;
import vmft.replay.DigestSchedule;
import vmft.replica.AloneReplica;
import vmft.replica.Input;

/**
 * One test program from power-on to its report. The guest's memory is looked at where the machine
 * stops for a digest, which is a matter of counts, so looking changes nothing.
 */
final class TestRun {
  /** Stops this many instructions apart at first, and a part in 256 of the run later. */
  private static final DigestSchedule STOPS = DigestSchedule.growingFrom(250);

  private final TestProgram program;
  private final TestLimits limits;
  private final Machine machine;
  private final GuestMemory memory;
  private final TestPorts ports = new TestPorts();
  private final AloneReplica replica;
  private final long start = System.nanoTime();

  /**
   * @param machine just made of the program
   * @param memory of this machine
   * @param trace told of every log entry, in order
   */
  TestRun(
      TestProgram program,
      TestLimits limits,
      Machine machine,
      GuestMemory memory,
      long epochNanos,
      Consumer<LogEntry> trace) {
    this.program = program;
    this.limits = limits;
    this.machine = machine;
    this.memory = memory;
    this.replica = new AloneReplica(machine, epochNanos, ports, trace, STOPS, start);
  }

  /** Runs to the report, or to where none can be expected any more, and switches off. */
  TestResult run() {
    Report report = runToReport();
    long instructions = machine.count();
    double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    switchOff();
    String digest = machine.digest(true).toString();
    return new TestResult(
        program.name(), report.verdict(), why(report), instructions, seconds, digest);
  }

  private String why(Report report) {
    boolean speaks = report.verdict() != Verdict.PASSED && !ports.lastLine().isEmpty();
    return speaks ? report.why() + "; it said: " + ports.lastLine() : report.why();
  }

  private Report runToReport() {
    Duration timeout = limits.time();
    while (true) {
      long now = System.nanoTime();
      long due = replica.turn(now);
      long told = memory.getLong(program.tohost());
      if (told != 0) {
        return Report.of(told);
      }
      if (replica.state().isFinal()) {
        return Report.ofTheEnd(machine);
      }
      if (machine.count() >= limits.instructions()) {
        return Report.hung("no report within " + limits.instructions() + " instructions");
      }
      if (now - start >= timeout.toNanos()) {
        return Report.hung("no report within " + timeout.toSeconds() + " s");
      }
      if (due == Long.MAX_VALUE) {
        return Report.hung("waits for an interrupt, and no timer is set");
      }
      if (due > now) {
        LockSupport.parkNanos(Math.min(due - now, timeout.toNanos() - (now - start)));
      }
    }
  }

  private void switchOff() {
    replica.onInput(new Input.Operator(Command.POWER_OFF));
    while (!replica.state().isFinal()) {
      replica.turn(System.nanoTime());
    }
  }
}
