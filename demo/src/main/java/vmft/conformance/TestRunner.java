package vmft.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import vmft.channel.Pairing;
import vmft.engine.Bus;
import vmft.engine.unicorn.Hooks;
import vmft.engine.unicorn.UnicornEngine;
import vmft.inspect.OfflineReplay;
import vmft.inspect.Pace;
import vmft.inspect.ReplayResult;
import vmft.inspect.Replays;
import vmft.log.Generation;
import vmft.log.LogEntry;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.trace.TraceHeader;
import vmft.trace.TraceHeader.Role;
import vmft.trace.TraceReader;
import vmft.trace.TraceWriter;

/** Runs test programs, each on a new machine. Not thread-safe. */
public final class TestRunner {
  private final MachineConfig config;
  private final TestLimits limits;
  private final Hooks hooks;
  private UnicornEngine engine;

  /**
   * @param countTwice count each instruction by itself as well, and compare; slower
   */
  public TestRunner(MachineConfig config, TestLimits limits, boolean countTwice) {
    this.config = config;
    this.limits = limits;
    this.hooks = countTwice ? Hooks.CHECKED : Hooks.COUNTING;
  }

  private Machine machine(TestProgram program) {
    return new Machine(config, program.image(), this::engine);
  }

  private UnicornEngine engine(long ramBase, int ramBytes, Bus bus) {
    engine = UnicornEngine.create(ramBase, ramBytes, bus, hooks);
    return engine;
  }

  /** Runs the program, and records nothing. */
  public TestResult run(TestProgram program) {
    try (Machine machine = machine(program)) {
      return run(program, machine, now(), entry -> {});
    }
  }

  /**
   * Runs the program, records it, and replays the recording on another new machine.
   *
   * @param trace where the recording goes
   * @throws IOException with one line, if the file cannot be written or read
   */
  public TestResult runAndReplay(TestProgram program, Path trace, String version)
      throws IOException {
    TestResult recorded = record(program, trace, version);
    try (TraceReader reader = TraceReader.open(trace);
        OfflineReplay replay =
            new OfflineReplay(
                machine(program), reader, DigestComparison::strict, output -> {}, Pace.STEADY)) {
      return compared(recorded, Replays.run(replay));
    }
  }

  private TestResult record(TestProgram program, Path trace, String version) throws IOException {
    try (Machine machine = machine(program)) {
      Pairing pairing =
          new Pairing(
              "conformance",
              Generation.FIRST,
              program.image().sha256(),
              config.canonicalText(),
              machine.engineIdentity(),
              now());
      TraceHeader header =
          new TraceHeader(
              version,
              pairing,
              Role.ALONE,
              System.currentTimeMillis(),
              program.path().toAbsolutePath().toString());
      FirstFault fault = new FirstFault();
      TestResult result;
      try (TraceWriter writer = TraceWriter.create(trace, header, fault)) {
        result = run(program, machine, pairing.powerOnEpochNanos(), writer::append);
      }
      fault.rethrow();
      return result;
    }
  }

  private static TestResult compared(TestResult recorded, ReplayResult replayed) {
    if (!replayed.same()) {
      return recorded.but(Verdict.DIVERGED, "replay: " + replayed.difference());
    }
    if (!replayed.digest().equals(recorded.digest()) || !replayed.endedInOrder()) {
      String difference =
          "replay: expected digest %s at the end, found %s"
              .formatted(recorded.digest(), replayed.digest());
      return recorded.but(Verdict.DIVERGED, difference);
    }
    return recorded;
  }

  private TestResult run(
      TestProgram program, Machine machine, long epochNanos, Consumer<LogEntry> trace) {
    TestResult result =
        new TestRun(program, limits, machine, engine.memory(), epochNanos, trace).run();
    if (hooks == Hooks.CHECKED && engine.count() != engine.checkedCount()) {
      String difference =
          "expected %d instructions, counted one by one, found %d counted by blocks"
              .formatted(engine.checkedCount(), engine.count());
      return result.but(Verdict.MISCOUNTED, difference);
    }
    return result;
  }

  private static long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }

  /** What the trace's writer could not do, told on its own thread. */
  private static final class FirstFault implements Consumer<String> {
    private volatile String fault;

    @Override
    public void accept(String line) {
      fault = line;
    }

    void rethrow() throws IOException {
      if (fault != null) {
        throw new IOException(fault);
      }
    }
  }
}
